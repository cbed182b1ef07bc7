"""The form of the catalogue: each kind of field, with and without an error."""

from __future__ import annotations

from django import forms


class SampleForm(forms.Form):
    """Fields of a fictional hearing."""

    party = forms.CharField(label="当事人名称", max_length=60)
    code = forms.CharField(label="统一社会信用代码", help_text="18 位，与营业执照一致", max_length=18)
    kind = forms.ChoiceField(label="处罚种类", choices=[("fine", "罚款"), ("warning", "警告")])
    held = forms.DateField(label="听证日期", widget=forms.DateInput(attrs={"type": "date"}))
    openly = forms.ChoiceField(
        label="公开举行", choices=[("yes", "公开"), ("no", "不公开")], widget=forms.RadioSelect
    )
    told = forms.BooleanField(label="已告知陈述、申辩和听证权利")
    opinion = forms.CharField(label="审核意见", widget=forms.Textarea(attrs={"rows": 3}), required=False)
    paper = forms.FileField(label="听证笔录", help_text="PDF 或者图片，不超过 50 MB", required=False)

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"]
        if code.endswith("8"):
            raise forms.ValidationError("第 18 位校验码应为 B，现为 8")
        return code
