/**
 * What runs until a service was released: a public web server, pinned (1.30.5-alpine), that visibly says so.
 * Providers give it the page "not installed yet" to show.
 */
export const placeholderImage =
  'docker.io/nginxinc/nginx-unprivileged@sha256:ed04ec1ff34502c339ee5c3ae3f855442398edc1d05591e2b98981dcbbd20b1e';
export const placeholderPort = 8080;

/**
 * Names from which the placeholder is pulled: registry, sign-in, and the two stores to which Docker Hub sends
 * for layers (Docker's allow-list for firewalls, 2026). Part of every way out, so that a release of one
 * service changes no other artefact.
 */
export const placeholderNames = [
  'auth.docker.io',
  'docker-images-prod.6aa30f8b08e16409b46e0173d6de2f56.r2.cloudflarestorage.com',
  'production.cloudflare.docker.com',
  'registry-1.docker.io',
] as const;
