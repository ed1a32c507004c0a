"""The demo's own pages: sign in as anyone with one click, and read everybody's mail. They exist in the demo only."""

from collections.abc import Callable
from functools import wraps

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from laeringsnettverk.demo_mail import list_mails, read_mail

View = Callable[..., HttpResponse]


def people_to_sign_in() -> list[tuple[str, str, str, str]]:
    """The demo's people: name, role, team or network, and e-mail."""
    from laeringsnettverk.demo import cast  # noqa: PLC0415 - production never loads the demo world

    return cast.people_to_sign_in()


def demo_only(view: View) -> View:
    """Make a page that does not exist outside the demo, and needs no sign-in inside it."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: str, **kwargs: str) -> HttpResponse:
        if not settings.DEMO:
            raise Http404
        return view(request, *args, **kwargs)

    return login_not_required(never_cache(guarded))


@demo_only
@require_safe
def demo_home(request: HttpRequest) -> HttpResponse:
    """The people to sign in as, by team or network."""
    places: dict[str, list[dict[str, str]]] = {}
    for name, role, place, email in people_to_sign_in():
        places.setdefault(place, []).append({"name": name, "role": role, "email": email})
    return render(request, "demo/home.html", {"places": places.items()})


@demo_only
@require_POST
def demo_sign_in(request: HttpRequest) -> HttpResponse:
    """Sign in as one of the people, without a code."""
    email = request.POST.get("email", "")
    if email not in {row[3] for row in people_to_sign_in()}:
        raise Http404
    user = get_object_or_404(get_user_model(), email=email, is_active=True)
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect(settings.LOGIN_REDIRECT_URL)


@demo_only
@require_safe
def demo_mail_list(request: HttpRequest) -> HttpResponse:
    """The newest messages the site has sent."""
    return render(request, "demo/mail_list.html", {"mails": list_mails()})


@demo_only
@require_safe
def demo_mail_detail(request: HttpRequest, mail_id: str) -> HttpResponse:
    """One message, as text."""
    mail = read_mail(mail_id)
    if mail is None:
        raise Http404
    return render(request, "demo/mail_detail.html", {"mail": mail})
