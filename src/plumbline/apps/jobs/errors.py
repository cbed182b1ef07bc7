"""What goes wrong with jobs.

InputError
├── UnknownTask      no task of this name is declared
├── KeyReused        an idempotency key that belongs to another job
├── NoSuchJob        no job of this number, or not one of this person
└── JobNotDead       only a job on the dead-letter list can be run again or dropped
PlumblineError
└── LeaseLost        another worker has the job now; what this one did since is rolled back
"""

from plumbline.core.errors import InputError, PlumblineError


class UnknownTask(InputError):
    """No task of this name is declared."""

    zh = "没有名为“{name}”的后台任务"
    en = "there is no background task “{name}”"
    remedy_zh = "可用的任务：{known}"
    remedy_en = "tasks there are: {known}"


class KeyReused(InputError):
    """An idempotency key that belongs to another job."""

    zh = "幂等键“{key}”已用于另一任务（第{job}号，{task}）"
    en = "the idempotency key “{key}” belongs to another job (number {job}, {task})"
    remedy_zh = "同一件事用同一个键，不同的事用不同的键"
    remedy_en = "use one key for one thing and another key for another"


class NoSuchJob(InputError):
    """No job of this number, or not one of this person."""

    zh = "没有第{job}号后台任务，或者它不是您提交的"
    en = "there is no job {job}, or it is not yours"
    remedy_zh = "在“后台任务”页面查看您的任务"
    remedy_en = "see your jobs on the page of background jobs"


class JobNotDead(InputError):
    """Only a job on the dead-letter list can be run again or dropped."""

    zh = "第{job}号后台任务不在失败清单中，不能重新运行或者移除"
    en = "job {job} is not on the list of failed jobs and cannot be run again or dropped"
    remedy_zh = "等它结束；失败的任务会进入失败清单"
    remedy_en = "wait until it ends; jobs that fail come on that list"


class LeaseLost(PlumblineError):
    """Another worker has the job now; what this one did since its last renewal is rolled back."""

    zh = "第{job}号后台任务的租约已失效，由其他进程接手"
    en = "the lease of job {job} ran out and another worker has it"
