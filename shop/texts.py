"""The pages of plain text that the footer leads to."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from accounts import guards


@guards.public
@require_safe
def about(request: HttpRequest) -> HttpResponse:
    return render(request, "texts/about.html")


@guards.public
@require_safe
def delivery(request: HttpRequest) -> HttpResponse:
    return render(request, "texts/delivery.html")


@guards.public
@require_safe
def help_page(request: HttpRequest) -> HttpResponse:
    return render(request, "texts/help.html")
