"""One include per app, Norwegian path prefixes."""
urlpatterns: list = []
