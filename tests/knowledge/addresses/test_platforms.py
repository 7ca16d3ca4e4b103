"""The table of platforms agrees with the suffix list and with itself.

Modules: `knowledge.addresses.platform_table`.
"""

from __future__ import annotations

from collections import Counter

import pytest

from qd85rules.knowledge.addresses.host import host_unicode
from qd85rules.knowledge.addresses.platform_table import PLATFORMS, PRIVATE_REGISTRIES
from qd85rules.knowledge.addresses.platforms import find_place, registrable_of
from qd85rules.knowledge.addresses.suffix import split_host

HOSTS = [host for platform in PLATFORMS for host in (*platform.hosts, *platform.other_hosts)]


def test_no_host_and_no_name_stands_for_two_platforms() -> None:
    names = [name for platform in PLATFORMS for name in (platform.name, *platform.aliases)]

    assert [host for host, times in Counter(HOSTS).items() if times > 1] == []
    assert [name for name, times in Counter(names).items() if times > 1] == []


@pytest.mark.parametrize("host", [*HOSTS, "blogspot.vn", "blogspot.com.au", "blogspot.co.uk"])
def test_the_registered_domain_of_a_platform_is_that_of_the_suffix_list(host: str) -> None:
    registrable = registrable_of(host)
    split = split_host(host)

    assert host_unicode(host) == host
    assert split.registrable == registrable
    assert split.suffix == registrable.partition(".")[2]
    assert find_place(host) is not None


@pytest.mark.parametrize("platform", PLATFORMS, ids=lambda platform: platform.name)
def test_a_row_is_written_as_it_is_compared(platform: object) -> None:
    row = next(each for each in PLATFORMS if each is platform)

    assert row.name.isidentifier() or row.name[0].isdigit()
    assert all(form.startswith("/") for form in row.names_at)
    assert all(word == word.lower() for word in (*row.reserved, *row.nameless, *row.tracking, *row.aliases))


def test_a_private_registry_is_a_private_suffix_of_the_bundled_list_or_younger() -> None:
    unknown = {suffix for suffix in PRIVATE_REGISTRIES if split_host(suffix).private != suffix}

    assert unknown <= {"co.de"}
