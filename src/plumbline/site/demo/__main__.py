"""python -m plumbline.site.demo: writes the demo district."""

from __future__ import annotations

import argparse
from pathlib import Path

from plumbline.site.demo.generate import generate


def main() -> None:
    parser = argparse.ArgumentParser(prog="python -m plumbline.site.demo", description=__doc__)
    parser.add_argument(
        "--cases", type=int, default=600, help="at least so many cases; the pool is always whole"
    )
    parser.add_argument(
        "--out", type=Path, required=True, help="folder for records, cases, officers, figures and key"
    )
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--breaches-per-rule", type=int, default=2, metavar="K")
    parser.add_argument("--format", choices=("csv", "jsonl", "parquet"), default="csv")
    parser.add_argument(
        "--planted-share", type=float, default=1.0, help="most of the cases made for a rule, beyond the pool"
    )
    options = parser.parse_args()
    written = generate(
        options.out,
        cases=options.cases,
        seed=options.seed,
        breaches_per_rule=options.breaches_per_rule,
        records_as=options.format,
        planted_share=options.planted_share,
    )
    print(f"{options.out}: {written.cases} cases, {written.records} records, {written.key} rows in the key")


if __name__ == "__main__":
    main()
