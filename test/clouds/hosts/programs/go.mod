module shared-gov-cloud/test/clouds/hosts/programs

go 1.25.0

require (
	github.com/google/go-containerregistry v0.22.1
	github.com/letsencrypt/pebble/v2 v2.10.3
	github.com/lib/pq v1.12.3
)
