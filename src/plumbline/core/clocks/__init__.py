"""Clocks: how long the law gives, counted in days, working days, hours, months and years.

`calendar` holds the working days, `counting` the periods, `deadline` the answers, `arithmetic`
the same answers with every day accounted for, `wording` the sentences, `counting_rule` what each
statute says about its own numbers. Nothing here reads a clock or a setting.
"""
