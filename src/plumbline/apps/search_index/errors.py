"""What goes wrong in search.

InputError
└── AcrossOrgans   personal values asked for in more than one organ
"""

from plumbline.core.errors import InputError


class AcrossOrgans(InputError):
    """Personal values are looked for within one organ only."""

    zh = "按个人信息检索只能在一个机关的案件内进行"
    en = "personal values are searched within the cases of one organ only"
    remedy_zh = "选定一个机关后再检索；本系统不跨机关归集自然人的案件"
    remedy_en = "choose one organ; this system gathers no person's cases across organs"
