"""The addresses of the project itself: health, theme, style guide, mails in development."""

from django.urls import URLPattern, URLResolver, path

from shop import health, inbox, language, sitemap, styleguide, texts, theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("theme/", theme.theme, name="theme"),
    path("language/", language.language, name="language"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("sitemap-<slug:name>-<int:number>.xml", sitemap.part, name="sitemap-part"),
    path("about/", texts.about, name="about"),
    path("delivery-and-returns/", texts.delivery, name="delivery-and-returns"),
    path("help/", texts.help_page, name="help"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/<slug:page>/", styleguide.styleguide, name="styleguide-page"),
    path("dev/mail/", inbox.inbox, name="dev-inbox"),
    path("dev/mail/<slug:name>/", inbox.mail, name="dev-mail"),
    path("dev/mail/<slug:name>/html/", inbox.html, name="dev-mail-html"),
]
