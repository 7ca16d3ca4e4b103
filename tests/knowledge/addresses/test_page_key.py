"""When two register entries name the same page."""

from __future__ import annotations

import pytest

from qd85rules.knowledge.addresses import handle_key, page_key, page_keys

SAME = {
    "facebook tab": ("https://facebook.com/an/about", "https://www.facebook.com/An"),
    "youtube tab": ("https://youtube.com/@An/Videos/", "https://www.youtube.com/@an"),
    "scheme": ("https://an.vn/x", "http://an.vn/x"),
    "no scheme": ("https://an.vn/x", "an.vn/x"),
    "www": ("https://an.vn/x", "https://www.an.vn/x"),
    "host in capitals": ("https://an.vn/x", "https://AN.VN/x"),
    "final dot": ("https://an.vn/x", "https://an.vn./x"),
    "default port": ("https://an.vn/x", "https://an.vn:443/x"),
    "default port of http": ("https://an.vn/x", "http://an.vn:80/x"),
    "final slash": ("https://an.vn/x", "https://an.vn/x/"),
    "root": ("https://an.vn", "https://an.vn/"),
    "fragment": ("https://an.vn/x", "https://an.vn/x#top"),
    "user name": ("https://an.vn/x", "https://me:pw@an.vn/x"),
    "dot segments": ("https://an.vn/x", "https://an.vn/y/../x"),
    "campaign": ("https://an.vn/x", "https://an.vn/x?utm_source=fb&UTM_Medium=1&fbclid=abc&gclid=1"),
    "order of the query": ("https://an.vn/x?a=1&b=2", "https://an.vn/x?b=2&a=1"),
    "percent-encoding": ("https://an.vn/tr%C3%A0", "https://an.vn/trà"),
    "percent-encoding of plain letters": ("https://an.vn/abc", "https://an.vn/%61bc"),
    "normal form": ("https://an.vn/trà", "https://an.vn/tra\u0300"),
    "domain in Unicode": ("https://đường.vn", "https://xn--ng-pma05d708i.vn/"),
    "facebook aliases": ("https://www.facebook.com/an", "https://fb.com/an"),
    "facebook mobile": ("https://www.facebook.com/an", "https://m.facebook.com/an"),
    "facebook in Vietnamese": ("https://www.facebook.com/an", "https://vi-vn.facebook.com/an/"),
    "facebook capitals": ("https://www.facebook.com/NguyenVanAn", "https://www.facebook.com/nguyenvanan"),
    "facebook dots": ("https://www.facebook.com/nguyen.van.an", "https://www.facebook.com/nguyenvanan"),
    "facebook shared from an app": ("https://www.facebook.com/an", "https://www.facebook.com/an?mibextid=ZbWKwL"),
    "facebook number": (
        "https://facebook.com/profile.php?id=100",
        "https://m.facebook.com/profile.php?ref=x&id=100&__tn__=%2C",
    ),
    "twitter is x": ("https://twitter.com/An?s=20&t=abc", "https://x.com/an"),
    "threads moved": ("https://www.threads.net/@an", "https://www.threads.com/@An?xmt=1"),
    "youtube mobile": ("https://m.youtube.com/@An", "https://www.youtube.com/@an?si=x"),
    "telegram preview": ("https://t.me/s/an", "https://telegram.me/an"),
    "linkedin of a country": ("https://vn.linkedin.com/in/An/", "https://www.linkedin.com/in/an"),
    "zalo telephone": ("https://zalo.me/84912345678", "https://zalo.me/0912345678"),
    "blogspot of a country": ("https://an.blogspot.vn/x", "http://www.an.blogspot.com/x"),
}

DIFFERENT = {
    "what only looks like a tab": ("https://facebook.com/an/about_me", "https://facebook.com/an"),
    "below a tab": ("https://facebook.com/an/videos/123", "https://facebook.com/an"),
    "a tab where the platform has none": ("https://an.vn/an/about", "https://an.vn/an"),
    "path in capitals": ("https://an.vn/X", "https://an.vn/x"),
    "port": ("https://an.vn:8080/", "https://an.vn/"),
    "an encoded slash": ("https://an.vn/a%2Fb", "https://an.vn/a/b"),
    "an encoded percent sign": ("https://an.vn/%2541", "https://an.vn/A"),
    "query": ("https://an.vn/?p=1", "https://an.vn/?p=2"),
    "mobile host of an own domain": ("https://m.an.vn/", "https://an.vn/"),
    "suffix": ("https://an.vn", "https://an.com.vn"),
    "domain with and without marks": ("https://trà.vn", "https://tra.vn"),
    "back slash": ("http://evil.com\\@example.vn", "http://example.vn"),
    "facebook numbers": ("https://facebook.com/profile.php?id=100", "https://facebook.com/profile.php?id=101"),
    "facebook posts": ("https://facebook.com/an/posts/pfbid0Ab", "https://facebook.com/an/posts/pfbid0aB"),
    "videos": ("https://youtu.be/AbC", "https://youtu.be/aBc"),
    "video and other video": ("https://youtube.com/watch?v=AbC", "https://youtube.com/watch?v=abc"),
    "channel numbers": ("https://youtube.com/channel/UCab", "https://youtube.com/channel/UCAB"),
    "invitations": ("https://t.me/+AbC", "https://t.me/+abc"),
    "short links": ("https://vt.tiktok.com/ZSa", "https://vt.tiktok.com/zsa"),
    "same handle on two platforms": ("https://t.me/an", "https://facebook.com/an"),
    "dots off facebook": ("https://instagram.com/nguyen.an", "https://instagram.com/nguyenan"),
    "sub-domains of a builder": ("https://an.wordpress.com", "https://binh.wordpress.com"),
    "addresses of two builders of one firm": ("https://an.webnode.vn", "https://an.webnode.com"),
}

NO_PAGE = {
    "empty": "",
    "a handle": "nguyenvanan",
    "other scheme": "mailto:an@example.vn",
    "bad host": "https://a..vn",
    "bad label": "https://i❤.ws",
    "facebook's front page": "https://www.facebook.com/",
    "facebook's front page, with a campaign": "https://m.facebook.com/?ref=homescreen",
    "own profile, seen by whoever is logged in": "https://facebook.com/Profile.php",
    "zalo's front page": "zalo.me",
    "chat": "https://chat.zalo.me/",
    "youtube's front page": "https://www.youtube.com",
}


@pytest.mark.parametrize("pair", SAME.values(), ids=SAME)
def test_spellings_of_one_page_share_their_key(pair: tuple[str, str]) -> None:
    first, second = map(page_key, pair)

    assert first is not None
    assert first == second


@pytest.mark.parametrize("pair", DIFFERENT.values(), ids=DIFFERENT)
def test_pages_that_may_differ_have_different_keys(pair: tuple[str, str]) -> None:
    first, second = map(page_key, pair)

    assert first is not None
    assert second is not None
    assert first != second


@pytest.mark.parametrize("url", NO_PAGE.values(), ids=NO_PAGE)
def test_what_names_no_page_has_no_key(url: str) -> None:
    assert page_key(url) is None
    assert page_keys(url, None, None) == frozenset()


def test_a_key_is_an_address_without_anything_personal_but_the_page() -> None:
    assert (
        page_key("HTTP://me:secret@www.Facebook.com:80/Nguyen.Van.An/?fbclid=1#x") == "https://facebook.com/nguyenvanan"
    )
    assert page_key("https://an.vn/?b=2&a=1&a=0&c") == "https://an.vn/?a=0&a=1&b=2&c="


@pytest.mark.parametrize(
    ("platform", "handle", "key"),
    [
        ("facebook", "NguyenVanAn", "facebook:nguyenvanan"),
        ("Facebook ", " @nguyen.van.an ", "facebook:nguyenvanan"),
        ("FB", "an", "facebook:an"),
        ("Twitter", "@An", "x:an"),
        ("tik tok", "@nguyen.an", "tiktok:nguyen.an"),
        ("zalo", "+84 912.345.678", "zalo:0912345678"),
        ("zalo", "0912 345 678", "zalo:0912345678"),
        ("diễn đàn làng", "Tra\u0300", "diễn đàn làng:trà"),
        ("facebook", "...", None),
        ("facebook", "", None),
        ("facebook", None, None),
        ("", "an", None),
        (None, "an", None),
    ],
)
def test_a_handle_has_a_key(platform: str | None, handle: str | None, key: str | None) -> None:
    assert handle_key(platform, handle) == key


MEET = {
    "facebook": ("https://www.facebook.com/Nguyen.Van.An", "Facebook", "@nguyenvanan"),
    "facebook number": ("https://www.facebook.com/profile.php?id=100012", "fb", "100012"),
    "facebook number with a name": ("https://www.facebook.com/people/An-Nguyen/100012/", "fb", "100012"),
    "youtube": ("https://youtube.com/@AnTV", "youtube", "antv"),
    "tiktok": ("https://www.tiktok.com/@an.nguyen?_t=1", "TikTok", "@an.nguyen"),
    "zalo": ("zalo.me/84912345678", "Zalo", "0912 345 678"),
    "linkedin": ("https://vn.linkedin.com/in/an", "linkedin", "an"),
    "telegram": ("https://t.me/s/an", "telegram", "@An"),
}


@pytest.mark.parametrize("entry", MEET.values(), ids=MEET)
def test_an_address_and_a_handle_of_one_page_meet(entry: tuple[str, str, str]) -> None:
    url, platform, handle = entry

    assert page_keys(url, None, None) & page_keys(None, platform, handle)


@pytest.mark.parametrize(
    "url",
    [
        "https://www.facebook.com/groups/an",
        "https://www.facebook.com/groups",
        "https://www.facebook.com/gr.oups",
        "https://www.facebook.com/story.php",
        "https://www.facebook.com/an/posts/1",
        "https://www.facebook.com/an/videos/1",
        "https://business.facebook.com/an",
        "https://fb.me/an",
        "https://www.youtube.com/an",
        "https://www.youtube.com/channel/an",
        "https://evil.com\\@facebook.com/an",
        "https://facebook.com.evil.vn/an",
        "https://192.0.2.1/an",
    ],
)
def test_an_address_that_is_no_profile_meets_no_handle(url: str) -> None:
    keys = page_keys(url, None, None)

    assert all(key.startswith("https://") for key in keys)


def test_the_address_stands_in_for_a_platform_that_is_not_stated() -> None:
    assert page_keys("https://www.facebook.com/", None, "An") == {"facebook:an"}
    assert page_keys("https://www.facebook.com/", "zalo", "An") == {"zalo:an"}
    assert page_keys("https://an.vn/", None, "An") == {"https://an.vn"}
    assert page_keys(None, None, None) == frozenset()
