# The web server, the worker and beat all run from this image; the command says which.
FROM python:3.11-slim-bookworm

# Pango sets the reports as PDF.
RUN apt-get update \
    && apt-get install --yes --no-install-recommends libpango-1.0-0 libpangoft2-1.0-0 libharfbuzz-subset0 \
    && rm -rf /var/lib/apt/lists/*

ENV PYTHONDONTWRITEBYTECODE=1 PYTHONUNBUFFERED=1 STATIC_ROOT=/app/staticfiles XDG_CACHE_HOME=/tmp/.cache
WORKDIR /app

COPY requirements.txt .
RUN pip install --no-cache-dir --require-hashes --requirement requirements.txt

COPY . .
# Gathering files needs the settings to load, not the secrets of production.
RUN SECRET_KEY=build-only ALLOWED_HOSTS=localhost DATABASE_URL=sqlite:////tmp/none python manage.py collectstatic --noinput \
    && useradd --system --no-create-home laeringsnettverk
USER laeringsnettverk

EXPOSE 8000
# Workers write their heartbeat to memory, because a container's disk may stall.
CMD ["gunicorn", "laeringsnettverk.wsgi", "--bind", "0.0.0.0:8000", "--worker-class", "gthread", "--workers", "2", \
     "--threads", "4", "--worker-tmp-dir", "/dev/shm", "--no-control-socket", "--access-logfile", "-"]
