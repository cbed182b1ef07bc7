"""Errors of this package.

PlumblineError
└── AuthorityError            who may, and who may not
    ├── RolesExclusive        roles that no one account may hold together
    └── AccessRefused         this person may not do this
        ├── NotSignedIn       nobody is signed in
        ├── RoleMayNot        the person's role is not among those that may
        ├── PlaceMayNot       the role may, but not for this organ
        ├── LeftEnforcement   the officer left enforcement and enters nothing any more
        ├── MatterMayNot      a guest, and this matter is outside the scope
        ├── GuestEnded        a guest whose time has run out, or not begun
        └── UndertakingMissing  a guest who has not signed the undertaking
"""

from __future__ import annotations

from plumbline.core.errors import PlumblineError


class AuthorityError(PlumblineError):
    """Who may, and who may not."""


class RolesExclusive(AuthorityError):
    """Roles that no one account may hold together (三员分立: no administrator does another's work)."""

    zh = "“{role_zh}”不能与“{other_zh}”由同一账号担任"
    en = "one account cannot be “{role_en}” and “{other_en}”"
    remedy_zh = "三员分立：由另一账号担任，或者先收回已有角色"
    remedy_en = "the three administrators are kept apart: use another account, or withdraw the role it has"


class AccessRefused(AuthorityError):
    """This person may not do this. `title_zh` and `title_en` name the act, `who_zh` and `who_en` who may."""

    zh = "不能办理“{title_zh}”"
    en = "you may not do this: {title_en}"
    remedy_zh = "可以办理的角色：{who_zh}"
    remedy_en = "roles that may: {who_en}"


class NotSignedIn(AccessRefused):
    """Nobody is signed in."""

    zh = "办理“{title_zh}”须先登录"
    en = "sign in first: {title_en}"


class RoleMayNot(AccessRefused):
    """The person's role is not among those that may."""

    zh = "当前角色“{role_zh}”不能办理“{title_zh}”"
    en = "as “{role_en}” you may not do this: {title_en}"


class PlaceMayNot(AccessRefused):
    """The role may, but not for this organ."""

    zh = "不能办理“{title_zh}”：不在当前角色“{role_zh}”的机关或者辖区范围内"
    en = "outside the organ or area of your role “{role_en}”: {title_en}"
    remedy_zh = "由该机关或者其上级有权人员办理：{who_zh}"
    remedy_en = "ask that organ or those above it: {who_en}"


class LeftEnforcement(AccessRefused):
    """The officer's entry in the register has ended: reading stays, nothing is entered any more."""

    zh = "您在执法人员登记中已退出执法岗位，不能再办理“{title_zh}”（依据：处罚法 §42 ¶1）；已有内容仍可查看"
    en = (
        "your entry in the register of officers has ended, so you enter nothing any more: {title_en} "
        "(处罚法 §42 ¶1); you can still read"
    )
    remedy_zh = (
        "手中事项由本机关负责人在“工作交接”中交给接任人员办理；账号由安全管理员关闭；"
        "登记有误的，请行政执法监督机构更正执法人员登记"
    )
    remedy_en = (
        "the head of your organ hands your work to who takes over, under «Hand over work»; the security administrator "
        "closes the account; if the entry is wrong, ask the supervising body to correct the register of officers"
    )


class MatterMayNot(AccessRefused):
    """A guest, and this matter is outside the scope of the joint group."""

    zh = "不能办理“{title_zh}”：该事项不在联合工作组的授权范围内"
    en = "the matter is outside the scope of your joint group: {title_en}"
    remedy_zh = "请牵头机关的执法监督人员扩大授权范围"
    remedy_en = "ask the supervisor of the leading organ to widen the scope"


class GuestEnded(AccessRefused):
    """A guest whose time has run out, or not begun."""

    zh = "授权期限为 {first} 至 {last}，今日不能使用"
    en = "the grant runs from {first} to {last} and does not hold today"
    remedy_zh = "请牵头机关的执法监督人员重新授权"
    remedy_en = "ask the supervisor of the leading organ for a new grant"


class UndertakingMissing(AccessRefused):
    """A guest who has not signed the undertaking of secrecy."""

    zh = "尚未签署保密承诺书"
    en = "the undertaking of secrecy is not signed yet"
    remedy_zh = "在“我的账号”页签署保密承诺书"
    remedy_en = "sign the undertaking on the page of your account"
