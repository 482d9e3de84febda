"""National holidays of Japan, 1948-07-20 to 2027-12-31 (generated table).

Builder: tests/builders/japan_holidays.py. Source: the Cabinet Office's list of
holidays (1955-2027, 1,067 days) and, for 1948-1954, the Holidays Act itself (57 days).
"""

from datetime import date

#: The list is complete up to and including this day; later holidays are not promulgated yet.
OFFICIAL_THROUGH = date(2027, 12, 31)
READ_ON = date(2026, 11, 23)

#: Two characters per holiday: the days since the one before (the first: since 1948-07-20),
#: as the character of that number plus 48; then the letter of its name.
HOLIDAYS = (
    'qaYbDl'  # 1948
    'Wn>cqvWe4k2d½aYbDl'  # 1949
    'Wn>cqvWe4k2d½aYbDl'  # 1950
    'Wn>cqvWe4k2d¾aXbDl'  # 1951
    'Wn>crvWe4k2d½aYbDl'  # 1952
    'Wn>cqvWe4k2d½aYbDl'  # 1953
    'Wn>cqvWe4k2d½aYbDl'  # 1954
    'Wn>cqvWe4k2d¾aXbDl'  # 1955
    'Wn>crvWe4k2d½aYbDl'  # 1956
    'Wn>cqvWe4k2d½aYbDl'  # 1957
    'Wn>cqvWe4k2d½aYbDl'  # 1958
    'Wn>cqvDWCe4k2d¾aXbDl'  # 1959
    'Wn>cqvXe4k2d½aYbDl'  # 1960
    'Wn>cqvWe4k2d½aYbDl'  # 1961
    'Wn>cqvWe4k2d½aYbDl'  # 1962
    'Wn>cqvWe4k2d¾aXbDl'  # 1963
    'Wn>cqvXe4k2d½aYbDl'  # 1964
    'Wn>cqvWe4k2d½aYbDl'  # 1965
    'Wn>cqvWe4k2dµr8aApHbDl'  # 1966
    'Wn>cKfVvWe4k2dµr9a@pHbDl'  # 1967
    'Wn>cKfVvXe4k2dµr8aApHbDl'  # 1968
    'Wn>cKfVvWe4k2dµr8aApHbDl'  # 1969
    'Wn>cKfVvWe4k2dµr8aApHbDl'  # 1970
    'Wn>cKfVvWe4k2dµr9a@pHbDl'  # 1971
    'Wn>cKfVvXe4k2dµr8aApHbDl'  # 1972
    'Wn>cKfVvWe1t3k2dµr8a1t@pHbDl'  # 1973
    'Wn>cKfVvWe4k2d1t´r1t7aApHb1tCl'  # 1974
    'Wn>cKfVvWe4k2dµr9a@pHbDl1t'  # 1975
    'Vn>cKfVvXe4k2dµr8aAp1tGbDl'  # 1976
    'Wn>cKfVvWe4k2dµr8aApHbDl'  # 1977
    'Wn1t=c1tJfVvWe4k2dµr8aApHbDl'  # 1978
    'Wn>cKf1tUvWe1t3k2dµr9a@pHbDl'  # 1979
    'Wn>cKfVvXe4k2dµr8aApHbDl1t'  # 1980
    'Vn>cKfVvWe4k1t1dµr8aApHbDl'  # 1981
    'Wn>cKfVv1tVe4k2dµr8aAp1tGbDl'  # 1982
    'Wn>cKfVvWe4k2dµr8aApHbDl'  # 1983
    'Wn1t=c1tJfVvXe1t3k2dµr8a1t@pHbDl'  # 1984
    'Wn>cKfVvWe4k2d1t´r1t7aApHb1tCl'  # 1985
    'Wn>cKfVvWe4k2dµr8aApHbDl1t'  # 1986
    'Vn>cKfVvWe4k1t1dµr8aApHbDl'  # 1987
    'Wn>cKfVv1tWe4k1z1dµr8aApHbDl'  # 1988
    'Wn1t=c1tJf=FIvWg4k1z1dµr8aApHbDlNe'  # 1989
    '9n>cKf1tUvWg1t3k1z1dµr8a1t@pHb9E;lNe1t'  # 1990
    '8n>cKfVvWg4k1z1d1t´r1t7aApHb1tClNe'  # 1991
    '9n>cKfVvXg4k1t1dµr8aApHbDlNe'  # 1992
    '9n>cKfUvXg4k1z1dSX\x92r8aAp1tGbDlNe'  # 1993
    '9n>cKfVvWg4k1z1dµr8aApHbDlNe'  # 1994
    '9n1t=c1tJfVvWg4k1z1dµr8aApHbDlNe'  # 1995
    '9n>cKf1tUvXg4k1z1d1t{mir1t7aApHb1tClNe'  # 1996
    '9n>cKfUvXg4k2d|m1thr8aApHbDl1tMe'  # 1997
    '9n>cKfVvWg4k1t1d|mir8aApHbDlNe'  # 1998
    '9n>cKfVv1tVg4k1z1d|mir8aAp1tGbDlNe'  # 1999
    '9n9cPfVvXg4k1z1d|mir8a@pIbDlNe'  # 2000
    '9n7cRf1tTvXg1t3k1z1d|mir8a1t>pJbDlNe1t'  # 2001
    '8n=cLfVvWg4k1z1d1t{mir1t7aEpDb1tClNe'  # 2002
    '9n<cMfVvWg4k2d}mhr8aDpEbDl1tMe'  # 2003
    '9n;cNfVvXg4k1z1d{mor3aBpGbDlNe'  # 2004
    '9n9cPfUv1tWg4k1z1dzmor4aApHbDlNe'  # 2005
    '9n1t7cQfVvWg4k1z1dymor5a@pIbDlNe'  # 2006
    '9n7cRf1tUvWs1t3k1g1dxmor6a1t>pJbDlNe1t'  # 2007
    '8n=cLfVvXs4k1g1d1t|mhr8aDpEbDl1tMe'  # 2008
    '9n;cNfUvXs4k1g1d1t{mor1z1aCpFbDlNe'  # 2009
    '9n:cOfVv1tVs4k1g1d{mor3aBpGbDlNe'  # 2010
    '9n9cPfVvWs4k1g1dzmor4aApHbDlNe'  # 2011
    '9n1t7cQfVvXs1t3k1g1dxmor5a@pJbDlNe1t'  # 2012
    '8n=cLfUvXs4k1g1d1tvmor7aEpDb1tClNe'  # 2013
    '9n<cMfVvWs4k1g1d1t|mhr8aDpEbDl1tMe'  # 2014
    '9n;cNfVvWs4k1g1d1t{mor1z1aCpFbDlNe'  # 2015
    '9n:cOfVv1tWs4k1g1dzmHyWr3aBpHbDlNe'  # 2016
    '9n1t7cQfUvXs4k1g1dymIyVr5a@pIbDlNe'  # 2017
    '9n7cRf1tUvWs1t3k1g1dxmJyUr6a1t>pJbDlNe1t'  # 2018
    '8n=cLfVvWs1z1A1z1k1g1d1tvmKy1tSr7aEp8C<b1tCl'  # 2019
    'Wn<cMf<e1tIvXs4k1g1d1t~m1qAyZr1aZbDl'  # 2020
    'Wn:cOf<eIvXs4k1g1d~m1q@y1tZr3aYbDl'  # 2021
    'Wn9cPf<eJvWs4k1g1dzmHyWr4aAqHbDl'  # 2022
    'Wn1t7cQf<eJvWs4k1g1dymIyVr5a@qIbDl'  # 2023
    'Wn7cRf1t;eJvXs4k1g1d1tvmKy1tSr6a1tEqDb1tCl'  # 2024
    'Wn<cMf<e1tHvXs4k1g1d1t|mEySr8aDqEbDl1t'  # 2025
    'Vn;cNf<eIvXs4k1g1d1t{mFyYr1z1aCqFbDl'  # 2026
    'Wn:cOf<eJv1tVs4k1g1d{mGyXr3aBqGbDl'  # 2027
)
