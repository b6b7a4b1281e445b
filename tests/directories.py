"""Small directories in the shape that the ONS publishes, old and new; helpers of the tests of places."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

# The first columns of the directory's header, as published in May 2018 and in November 2025.
HEADER_2018 = (
    "pcd,pcd2,pcds,dointr,doterm,oscty,ced,oslaua,osward,parish,usertype,oseast1m,osnrth1m,osgrdind,oshlthau,nhser,"
    "ctry,rgn,streg,pcon,eer"
)
HEADER_2025 = (
    "pcd7,pcd8,pcds,dointr,doterm,cty25cd,ced25cd,lad25cd,wd25cd,parncp25cd,usrtypind,east1m,north1m,gridind,hlth19cd,"
    "nhser24cd,ctry25cd,rgn25cd,ssr95cd,pcon24cd,eer20cd"
)


@dataclass(frozen=True)
class Row:
    """One postcode: where it is, and when it ended (a month like "199606", or "" while it is in use)."""

    postcode: str
    constituency: str
    east: int | str
    north: int | str
    ended: str = ""
    begun: str = "198001"
    region: str = "E12000007"
    country: str = "E92000001"

    def __str__(self) -> str:
        district, unit = self.postcode.split(" ")
        seven, eight = f"{district:<4}{unit}", f"{district:<5}{unit}"
        return (
            f'"{seven}","{eight}","{self.postcode}","{self.begun}","{self.ended}","","","","","",0,'
            f'{self.east},{self.north},1,"","","{self.country}","{self.region}",0,"{self.constituency}",""'
        )


def written(path: Path, rows: Iterable[Row], header: str = HEADER_2025) -> Path:
    path.write_text("\n".join([header, *map(str, rows)]) + "\n")
    return path


# Two real constituencies of London, and one of Northern Ireland.
HACKNEY = "E14001260"
ISLINGTON = "E14001305"
BELFAST = "N05000001"
