"""The addresses of the project itself: health, theme, style guide, mails in development."""

from django.urls import URLPattern, URLResolver

urlpatterns: list[URLPattern | URLResolver] = []
