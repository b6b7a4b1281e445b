# The program in an image of its own. It shows the fictional election's site at http://localhost:8000 (on Linux):
#     docker build -t hustings . && docker run --rm --network host hustings
FROM python:3.11-slim-bookworm AS build
RUN apt-get update && apt-get install --yes --no-install-recommends cargo-web gcc libc6-dev
WORKDIR /source
COPY . .
RUN python -m venv /opt/hustings && /opt/hustings/bin/pip install --no-cache-dir '.[all]'

FROM python:3.11-slim-bookworm
RUN useradd --create-home hustings
COPY --from=build /opt/hustings /opt/hustings
USER hustings
WORKDIR /home/hustings
ENV PATH=/opt/hustings/bin:$PATH
CMD ["hustings", "demo", "--port", "8000"]
