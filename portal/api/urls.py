from django.urls import path

from portal.api.words import WordList, WordLists

urlpatterns = [
    path("words/", WordLists.as_view(), name="api-words"),
    path("words/<str:name>/", WordList.as_view(), name="api-word-list"),
]
