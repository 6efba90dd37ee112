/**
 * What runs until a service was released: a public web server, pinned (1.30.5-alpine), that visibly says so.
 * Providers give it the page "not installed yet" to show.
 */
export const placeholderImage =
  'docker.io/nginxinc/nginx-unprivileged@sha256:ed04ec1ff34502c339ee5c3ae3f855442398edc1d05591e2b98981dcbbd20b1e';
export const placeholderPort = 8080;
