"""Whether this process can serve."""

from django.db import DatabaseError, connection
from django.http import JsonResponse

from conference.models import Conference


def healthz(request):
    """Say ready (200), or why not (503)."""
    try:
        Conference.objects.exists()
    except DatabaseError as error:
        return JsonResponse({"ready": False, "why": f"{connection.vendor}: {type(error).__name__}"}, status=503)
    return JsonResponse({"ready": True})
