from django.apps import AppConfig


class LedgerStoreConfig(AppConfig):
    name = "plumbline.apps.ledger_store"
    label = "ledger_store"
    verbose_name = "存证账本"
