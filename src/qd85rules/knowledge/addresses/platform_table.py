"""The well-known platforms and site builders, as data.

Chosen for what registers in Viet Nam hold; a host that is missing is judged by the Public Suffix List, as an own domain
unless the list says otherwise. `hosts` show the same pages under the same names, the first one stands for all;
`other_hosts` belong to the platform but name pages in another way (short links, chat).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform.

    `names_at`: what stands before a page's name in the path; the first form is the usual one, empty: names unknown.
    `reserved`: first path segments that are never a page's name. `nameless`: paths that name no page of anyone.
    `tabs`: what may follow a page's name and still be the page, seen from another side.
    `dots_ignored`: the platform reads `nguyen.van.an` and `nguyenvanan` as one name. `phone_names`: a name may be a
    telephone number. `subdomain_pages`: a sub-domain is a holder's own site. `tracking`: query parameters, beyond the
    general ones, that do not change which page is shown.
    """

    name: str
    hosts: tuple[str, ...]
    other_hosts: tuple[str, ...] = ()
    aliases: tuple[str, ...] = ()
    names_at: tuple[str, ...] = ()
    reserved: frozenset[str] = frozenset()
    nameless: frozenset[str] = frozenset()
    tabs: frozenset[str] = frozenset()
    dots_ignored: bool = False
    phone_names: bool = False
    subdomain_pages: bool = False
    tracking: frozenset[str] = frozenset()


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


def _builder(name: str, host: str, *other_hosts: str) -> Platform:
    return Platform(name, (host,), other_hosts, subdomain_pages=True)


PLATFORMS: Final = (
    Platform(
        "facebook",
        ("facebook.com", "fb.com"),
        ("fb.me", "fb.watch", "fb.gg", "facebook.net", "fbsbx.com"),
        aliases=("fb", "facebook.com", "fb.com"),
        names_at=("/",),
        reserved=_words(
            "ads bookmarks business dialog events friends gaming groups hashtag help legal login"
            " marketplace me media messages notes notifications p pages people photo photos plugins"
            " policies privacy public reel reels saved search settings share sharer"
            " stories v videos watch"
        ),
        tabs=_words("about followers following friends mentions photos reels reviews videos"),
        nameless=_words("/home.php /login /login.php /me /profile.php /friends /settings /pages /people /groups"),
        dots_ignored=True,
        tracking=_words(
            "_ft_ _rdc _rdr acontext app eav fref hc_location hc_ref locale mds mibextid notif_id notif_t paipv pn_ref"
            " ref ref_type refid refsrc rdid share_url source tsid wtsid"
        ),
    ),
    Platform("messenger", ("messenger.com",), ("m.me",), aliases=("facebook messenger",)),
    Platform(
        "zalo",
        ("zalo.me",),
        ("zalo.vn", "zaloapp.com"),
        aliases=("zalo.me", "zalo oa"),
        names_at=("/",),
        reserved=_words("g s pc download nhan-tin dang-nhap"),
        phone_names=True,
        tracking=_words("gidzl src zarsrc"),
    ),
    Platform(
        "youtube",
        ("youtube.com",),
        ("youtu.be", "youtube-nocookie.com"),
        aliases=("yt", "you tube", "youtube.com"),
        names_at=("/@",),
        tabs=_words("about community featured playlists podcasts posts shorts streams videos"),
        tracking=_words("ab_channel app cbrd feature pp si"),
    ),
    Platform(
        "tiktok",
        ("tiktok.com",),
        ("tiktokv.com",),
        aliases=("tik tok", "tiktok.com"),
        names_at=("/@",),
        tracking=_words(
            "_d _r _t checksum enter_from is_copy_url is_from_webapp lang sec_uid sec_user_id sender_device"
            " sender_web_id share_app_id share_author_id share_link_id source timestamp tt_from u_code user_id"
        ),
    ),
    Platform(
        "instagram",
        ("instagram.com", "instagr.am"),
        ("ig.me",),
        aliases=("ig", "insta", "instagram.com"),
        names_at=("/",),
        reserved=_words("about accounts direct developer explore legal p reel reels stories tv"),
        tracking=_words("hl ig_rid igsh igshid"),
    ),
    Platform(
        "threads",
        ("threads.com", "threads.net"),
        aliases=("thread", "threads.net"),
        names_at=("/@",),
        tracking=_words("hl igshid slof xmt"),
    ),
    Platform(
        "x",
        ("x.com", "twitter.com"),
        ("t.co",),
        aliases=("twitter", "x.com", "twitter.com"),
        names_at=("/",),
        reserved=_words(
            "compose explore hashtag home i intent login messages notifications privacy search settings share tos"
        ),
        tracking=_words("lang ref_src ref_url s t"),
    ),
    Platform(
        "linkedin",
        ("linkedin.com",),
        ("lnkd.in",),
        aliases=("linked in", "linkedin.com"),
        names_at=("/in/",),
        tracking=_words("locale originalsubdomain trk"),
    ),
    Platform(
        "telegram",
        ("t.me", "telegram.me", "telegram.dog"),
        ("telegram.org",),
        aliases=("tele", "t.me"),
        names_at=("/", "/s/"),
        reserved=_words("s c joinchat addstickers share proxy socks iv"),
        phone_names=True,
    ),
    Platform("viber", ("viber.com",), ("viber.click",)),
    Platform(
        "whatsapp",
        ("wa.me",),
        ("whatsapp.com",),
        names_at=("/",),
        reserved=_words("message qr c"),
        phone_names=True,
    ),
    Platform("line", ("line.me",), ("lin.ee",)),
    Platform("wechat", ("wechat.com",), ("weixin.qq.com",)),
    Platform("weibo", ("weibo.com",), ("weibo.cn",)),
    Platform("kakao", ("kakao.com",)),
    Platform("lotus", ("lotus.vn",), ("lotuschat.vn",)),
    Platform("gapo", ("gapo.vn",), ("gapowork.vn",)),
    Platform("mocha", ("mocha.com.vn",)),
    Platform("hahalolo", ("hahalolo.com",)),
    Platform("zing", ("zing.vn",), ("zingmp3.vn", "zingnews.vn"), aliases=("zing me",)),
    Platform("spiderum", ("spiderum.com",)),
    Platform("voz", ("voz.vn",)),
    Platform("otofun", ("otofun.net",)),
    Platform("tinhte", ("tinhte.vn",)),
    Platform("webtretho", ("webtretho.com",)),
    Platform("pinterest", ("pinterest.com",), ("pin.it",), names_at=("/",), reserved=_words("pin search ideas today")),
    Platform("reddit", ("reddit.com",), ("redd.it",), names_at=("/user/", "/u/")),
    Platform("quora", ("quora.com",)),
    Platform("discord", ("discord.com", "discordapp.com"), ("discord.gg",)),
    Platform(
        "twitch", ("twitch.tv",), names_at=("/",), reserved=_words("directory downloads p search settings videos")
    ),
    Platform("snapchat", ("snapchat.com",), names_at=("/add/",)),
    Platform("bigo", ("bigo.tv",)),
    Platform("likee", ("likee.video",)),
    Platform("lemon8", ("lemon8-app.com",), names_at=("/@", "/")),
    Platform("vk", ("vk.com", "vk.ru"), ("vkontakte.ru",)),
    Platform("ok", ("ok.ru",)),
    Platform("vimeo", ("vimeo.com",)),
    Platform("dailymotion", ("dailymotion.com",), ("dai.ly",)),
    Platform("rumble", ("rumble.com",)),
    Platform("soundcloud", ("soundcloud.com",), ("snd.sc",)),
    Platform("spotify", ("spotify.com",), ("spotify.link",)),
    Platform("flickr", ("flickr.com",), ("flic.kr",)),
    Platform("github", ("github.com",)),
    Platform("gitlab", ("gitlab.com",)),
    Platform("mastodon", ("mastodon.social",), names_at=("/@",)),
    Platform("bluesky", ("bsky.app",), names_at=("/profile/",)),
    Platform("truth_social", ("truthsocial.com",), names_at=("/@",)),
    Platform("linktree", ("linktr.ee",)),
    Platform("about_me", ("about.me",)),
    Platform("beacons", ("beacons.ai",)),
    Platform("researchgate", ("researchgate.net",)),
    Platform("academia", ("academia.edu",)),
    Platform("orcid", ("orcid.org",)),
    Platform("google_sites", ("sites.google.com",), aliases=("google sites",)),
    Platform("google_plus", ("plus.google.com",)),
    Platform("wattpad", ("wattpad.com",)),
    # Builders: each sub-domain is a holder's own site.
    Platform(
        "tumblr",
        ("tumblr.com",),
        names_at=("/",),
        reserved=_words("dashboard explore login tagged"),
        subdomain_pages=True,
    ),
    Platform("medium", ("medium.com",), names_at=("/@",), subdomain_pages=True),
    Platform("blogger", ("blogspot.com",), ("blogger.com",), aliases=("blogspot",), subdomain_pages=True),
    _builder("wordpress", "wordpress.com", "wpcomstaging.com"),
    _builder("wix", "wixsite.com", "wixstudio.com", "wixstudio.io", "wix.com", "editorx.io"),
    _builder("weebly", "weebly.com", "weeblysite.com"),
    _builder("webnode", "webnode.vn", "webnode.com", "webnode.page"),
    _builder("jimdo", "jimdofree.com", "jimdosite.com", "jimdo.com"),
    _builder("strikingly", "mystrikingly.com", "strikingly.com"),
    _builder("squarespace", "squarespace.com"),
    _builder("webflow", "webflow.io"),
    _builder("carrd", "carrd.co", "crd.co"),
    _builder("canva", "my.canva.site", "canva.site"),
    _builder("notion", "notion.site", "notion.so"),
    _builder("framer", "framer.website", "framer.app", "framer.ai"),
    _builder("godaddy", "godaddysites.com"),
    _builder("shopify", "myshopify.com"),
    _builder("haravan", "myharavan.com"),
    _builder("sapo", "mysapo.net", "bizwebvietnam.net"),
    _builder("violet", "violet.vn"),
    _builder("vnweblogs", "vnweblogs.com"),
    _builder("forumvi", "forumvi.com", "forumvi.net"),
    _builder("substack", "substack.com"),
    _builder("ghost", "ghost.io"),
    _builder("livejournal", "livejournal.com"),
    _builder("hatena", "hatenablog.com"),
    _builder("over_blog", "over-blog.com"),
    _builder("yola", "yolasite.com"),
    _builder("000webhost", "000webhostapp.com"),
    _builder("google_business", "business.site"),
    _builder("github_pages", "github.io"),
    _builder("gitlab_pages", "gitlab.io"),
    _builder("netlify", "netlify.app"),
    _builder("vercel", "vercel.app"),
    _builder("cloudflare_pages", "pages.dev", "workers.dev"),
    _builder("firebase", "web.app", "firebaseapp.com"),
    _builder("heroku", "herokuapp.com"),
)

# Private suffixes under which names are registered like domains: the holder did choose the name.
PRIVATE_REGISTRIES: Final = _words(
    "za.bz br.com cn.com de.com eu.com jpn.com mex.com ru.com sa.com uk.com us.com za.com com.de gb.net hu.net"
    " jp.net se.net uk.net ae.org com.se africa.com co.ca co.com co.cz co.de co.nl co.no eu.org gr.com hk.com"
    " hk.org in.net it.com ngo.us radio.am radio.fm us.org com.ru msk.ru net.ru org.ru pp.ru spb.ru biz.ua co.ua"
    " pp.ua v.ua za.net za.org"
)

# Query parameters that carry where a reader came from; none changes which page is shown.
TRACKING: Final = _words(
    "_ga _gl _openstat dclid fbclid gad_source gbraid gclid gclsrc igsh igshid li_fat_id mc_cid mc_eid mibextid msclkid"
    " srsltid ttclid twclid vero_id wbraid yclid zarsrc"
)
TRACKING_PREFIXES: Final = ("utm_", "__cft__", "__tn__", "__xts__", "__eep__")
