"""Pages that show how the bridge between server and Django behaves."""

import threading
import time

from django.http import HttpResponse, JsonResponse, StreamingHttpResponse
from django.urls import path
from django.views.decorators.csrf import csrf_exempt

written = []


@csrf_exempt
def write(request):
    time.sleep(0.2)
    written.append(request.POST["title"])
    return HttpResponse("done")


@csrf_exempt
def size(request):
    return HttpResponse(len(request.read()))


def thread(request):
    time.sleep(0.01)
    return JsonResponse({"thread": threading.get_ident()})


def big(request):
    return StreamingHttpResponse(b"x" * 100_000 for _ in range(100))


urlpatterns = [path("write/", write), path("size/", size), path("thread/", thread), path("big/", big)]
