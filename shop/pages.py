"""The addresses of the project itself: health, theme, style guide, mails in development."""

from django.urls import URLPattern, URLResolver, path

from shop import health, styleguide, texts, theme

urlpatterns: list[URLPattern | URLResolver] = [
    path("healthz", health.alive, name="alive"),
    path("readyz", health.ready, name="ready"),
    path("theme/", theme.theme, name="theme"),
    path("about/", texts.about, name="about"),
    path("delivery-and-returns/", texts.delivery, name="delivery-and-returns"),
    path("help/", texts.help_page, name="help"),
    path("styleguide/", styleguide.styleguide, name="styleguide"),
    path("styleguide/<slug:page>/", styleguide.styleguide, name="styleguide-page"),
]
