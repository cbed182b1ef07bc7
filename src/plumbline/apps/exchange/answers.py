"""What a target answered a notice, in words: a status of its own, or why nothing came back."""

from __future__ import annotations

from typing import Final

from plumbline.core.errors import Language

_SAID: Final = {
    "ConnectionRefusedError": ("连接被拒绝", "the connection was refused"),
    "ConnectionResetError": ("连接中断", "the connection broke off"),
    "RemoteDisconnected": ("连接中断", "the connection broke off"),
    "TimeoutError": ("连接超时", "no answer in time"),
    "SSLCertVerificationError": ("对方证书未通过校验", "its certificate does not hold"),
    "AddressRefused": ("地址不允许调用", "the address may not be called"),
    "AddressUnknown": ("查不到该地址", "the address cannot be found"),
}
_NONE: Final = ("连接失败", "no connection")


def is_taken(answer: str) -> bool:
    """Whether the notice was taken."""
    return answer.isdecimal() and answer.startswith("2")


def answer_in_words(answer: str, language: Language) -> str:
    """«接收（204）», «对方应答 503», «连接被拒绝»."""
    if is_taken(answer):
        return f"接收（{answer}）" if language == "zh" else f"taken ({answer})"
    if answer.isdecimal():
        return f"对方应答 {answer}" if language == "zh" else f"it answered {answer}"
    return _SAID.get(answer, _NONE)[0 if language == "zh" else 1]
