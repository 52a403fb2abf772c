"""Where each country's square stands on the map: roughly as on a map, drawn for these pages, Europe in the middle."""

from __future__ import annotations

# A row a line, a code a column, `..` where nothing stands.
_DRAWN = """
.. .. .. .. .. IS .. .. NO SE FI .. .. .. .. .. .. .. .. ..
CA .. .. .. .. .. .. DK .. .. EE RU .. .. .. .. .. MN .. ..
US .. .. .. IE GB .. NL DE PL LV LT BY KZ .. .. CN KP .. ..
MX CU .. .. .. .. BE LU CZ SK UA MD GE AM AZ UZ NP KR JP ..
GT HT DO .. PT FR CH LI AT HU RO .. TR IR AF PK IN TW .. ..
SV HN NI .. ES AD MC IT SI HR RS BG CY SY IQ TJ BD HK .. ..
CR PA VE .. .. .. SM VA MT BA ME XK LB IL JO SA LK MM LA VN
EC CO .. BR .. .. .. .. .. AL MK GR PS KW QA AE .. TH KH PH
PE BO PY UY MA DZ TN LY EG .. .. .. .. OM YE .. .. MY SG ID
CL AR .. .. SN ML NE TD SD ET ER .. .. .. .. .. .. .. PG ..
.. .. .. .. CI GH NG CM UG KE SO .. .. .. .. .. .. AU .. FJ
.. .. .. .. .. TG BJ GA CD RW TZ .. .. .. .. .. .. .. .. NZ
.. .. .. .. .. .. .. CG AO ZM MW MZ MG MU .. .. .. .. .. ..
.. .. .. .. .. .. .. .. NA ZW BW ZA .. .. .. .. .. .. .. ..
"""
SQUARES: dict[str, tuple[int, int]] = {
    code: (x, y)
    for y, line in enumerate(_DRAWN.strip().splitlines())
    for x, code in enumerate(line.split())
    if code != ".."
}
COLUMNS = 20
ROWS = max(y for _, y in SQUARES.values()) + 1
