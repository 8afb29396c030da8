"""Answers to locked accounts and to forms whose token is out of date."""

from django.shortcuts import render


def locked_out(request, credentials, *args, **kwargs):
    """Too many wrong passwords for one account: it rests for a quarter of an hour."""
    return render(request, "429.html", status=429)


def csrf_failure(request, reason=""):
    return render(request, "403_csrf.html", status=403)
