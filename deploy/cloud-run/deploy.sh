#!/usr/bin/env bash
# The same as the Terraform beside it, as calls of gcloud. Twice is once: what is there is updated,
# but for the alerts and their mail address, which people may have changed: those stay as they are.
#
#   PROJECT=acme-1on1 NOTIFY=it@acme.example IMAGE=REGION-docker.pkg.dev/...@sha256:... \
#     deploy/cloud-run/deploy.sh config.toml managers.txt opt_out.txt
#
# DRY_RUN=1 prints the calls and does nothing. Should Google say that what was just made is not there,
# or that a right is missing which was just given: it takes a minute to get around. Run it again.
set -euo pipefail

: "${PROJECT:?the Google Cloud project}" "${IMAGE:?the container image, by digest}"
: "${NOTIFY:?the mail address that alerts go to}"
REGION="${REGION:-europe-west1}"
SCHEDULE="${SCHEDULE:-7 6-18 * * *}"
TIME_ZONE="${TIME_ZONE:-Etc/UTC}"
TASKS="${TASKS:-1}"
TIMEOUT="${TIMEOUT:-3600s}"
MEMORY="${MEMORY:-1Gi}"
CONFIG="${1:?config.toml}" MANAGERS="${2:?managers.txt}" OPT_OUT="${3:?opt_out.txt}"

NAME=oneonone
JOB="$NAME@$PROJECT.iam.gserviceaccount.com"
STARTER="$NAME-scheduler@$PROJECT.iam.gserviceaccount.com"

call() {
  if [ -n "${DRY_RUN:-}" ]; then
    printf '%q ' gcloud --project "$PROJECT" "$@"
    printf '\n'
  else
    gcloud --quiet --project "$PROJECT" "$@"
  fi
}

# The same, of a call that is given a file: a dry run shows what stands in it.
shown() { # file call
  call "${@:2}"
  if [ -n "${DRY_RUN:-}" ]; then sed 's/^/  /' "$1"; fi
}

# Whether something is there; in a dry run nothing is.
there() {
  [ -z "${DRY_RUN:-}" ] && gcloud --quiet --project "$PROJECT" "$@" >/dev/null 2>&1
}

call services enable calendar-json.googleapis.com cloudscheduler.googleapis.com \
  docs.googleapis.com drive.googleapis.com iam.googleapis.com iamcredentials.googleapis.com \
  logging.googleapis.com monitoring.googleapis.com run.googleapis.com secretmanager.googleapis.com

# The account that acts for the managers has no key: it signs for itself, through Google.
for account in "$NAME" "$NAME-scheduler"; do
  there iam service-accounts describe "$account@$PROJECT.iam.gserviceaccount.com" ||
    call iam service-accounts create "$account" --display-name="oneonone"
done
call iam service-accounts add-iam-policy-binding "$JOB" \
  --member="serviceAccount:$JOB" --role=roles/iam.serviceAccountTokenCreator

secret() { # name file
  there secrets describe "$NAME-$1" ||
    call secrets create "$NAME-$1" --replication-policy=user-managed --locations="$REGION"
  if [ -n "${DRY_RUN:-}" ] || ! gcloud --quiet --project "$PROJECT" secrets versions access latest \
    --secret="$NAME-$1" 2>/dev/null | cmp --silent - "$2"; then
    call secrets versions add "$NAME-$1" --data-file="$2"
  fi
  call secrets add-iam-policy-binding "$NAME-$1" \
    --member="serviceAccount:$JOB" --role=roles/secretmanager.secretAccessor
}
secret config "$CONFIG"
secret managers "$MANAGERS"
secret opt-out "$OPT_OUT"

call run jobs deploy "$NAME" --region="$REGION" --image="$IMAGE" --args=sync \
  --service-account="$JOB" --tasks="$TASKS" --parallelism="$TASKS" --max-retries=0 \
  --task-timeout="$TIMEOUT" --cpu=1 --memory="$MEMORY" \
  --set-env-vars="ONEONONE_CONFIG=/etc/oneonone/config.toml,GOOGLE_CLOUD_PROJECT=$PROJECT" \
  --set-secrets="/etc/oneonone/config.toml=$NAME-config:latest,/lists/managers.txt=$NAME-managers:latest,/opt-out/opt_out.txt=$NAME-opt-out:latest"
call run jobs add-iam-policy-binding "$NAME" --region="$REGION" \
  --member="serviceAccount:$STARTER" --role=roles/run.invoker

verb=create
there scheduler jobs describe "$NAME" --location="$REGION" && verb=update
call scheduler jobs "$verb" http "$NAME" --location="$REGION" --schedule="$SCHEDULE" \
  --time-zone="$TIME_ZONE" --http-method=POST --attempt-deadline=180s --max-retry-attempts=3 \
  --uri="https://run.googleapis.com/v2/projects/$PROJECT/locations/$REGION/jobs/$NAME:run" \
  --oauth-service-account-email="$STARTER"

lines="resource.type=\\\"cloud_run_job\\\" AND resource.labels.job_name=\\\"$NAME\\\""
# Without a slash in its name, which gcloud would encode twice on the way to describe or update it.
metric() { # name message description kind-and-value
  file="$(mktemp)"
  cat >"$file" <<JSON
{"description": "$3", "filter": "$lines AND jsonPayload.message=\"$2\"",
 "metricDescriptor": {"metricKind": "DELTA", $4}
JSON
  verb=create
  there logging metrics describe "${NAME}_$1" && verb=update
  shown "$file" logging metrics "$verb" "${NAME}_$1" --config-from-file="$file"
  rm -f "$file"
}
counted='"valueType": "INT64", "unit": "1"}'
metric finished company.finished "Tasks that came to their end." "$counted"
metric managers_failed company.manager_failed "Managers that could not have their turn." "$counted"
metric wrote company.finished "Documents that a task wrote." \
  '"valueType": "DISTRIBUTION", "unit": "1"}, "valueExtractor": "EXTRACT(jsonPayload.wrote)",
 "bucketOptions": {"exponentialBuckets": {"numFiniteBuckets": 16, "growthFactor": 2, "scale": 1}}'

channel=""
if [ -z "${DRY_RUN:-}" ]; then
  channel="$(gcloud --quiet --project "$PROJECT" beta monitoring channels list \
    --filter="displayName=oneonone" --format='value(name)' --limit=1)"
fi
if [ -z "$channel" ]; then
  call beta monitoring channels create --display-name=oneonone --type=email \
    --channel-labels="email_address=$NOTIFY"
  channel="the-new-channel"
  if [ -z "${DRY_RUN:-}" ]; then
    channel="$(gcloud --quiet --project "$PROJECT" beta monitoring channels list \
      --filter="displayName=oneonone" --format='value(name)' --limit=1)"
  fi
fi

policy() { # name query duration what-to-do
  if [ -z "${DRY_RUN:-}" ] &&
    [ -n "$(gcloud --quiet --project "$PROJECT" alpha monitoring policies list \
      --filter="displayName='oneonone: $1'" --format='value(name)')" ]; then
    return # an alert that people may have changed stays as it is
  fi
  file="$(mktemp)"
  cat >"$file" <<JSON
{"displayName": "oneonone: $1", "combiner": "OR", "notificationChannels": ["$channel"],
 "conditions": [{"displayName": "$1", "conditionPrometheusQueryLanguage": {
  "query": "${2//\"/\\\"}", "duration": "$3", "evaluationInterval": "300s",
  "disableMetricValidation": true}}],
 "documentation": {"mimeType": "text/markdown", "content": "$4"}}
JSON
  shown "$file" alpha monitoring policies create --policy-from-file="$file"
  rm -f "$file"
}
job='{monitored_resource="cloud_run_job"}'
log="logging_googleapis_com:user_$NAME"
policy "managers could not have their turn" "sum(increase(${log}_managers_failed${job}[1h])) > 0" 0s \
  "The lines company.manager_failed of the job's log name each manager, what is wrong and what mends it. The others had their turn."
ended="run_googleapis_com:job_completed_execution_count"
policy "an execution failed" \
  "sum(increase($ended{monitored_resource=\"cloud_run_job\",job_name=\"$NAME\",result=\"failed\"}[1h])) > 0" 0s \
  "Exit code 1: trouble that the next run mends by itself, or a task that ran out of time. 2: the configuration. 3: Google does not sign for the service account. The last line of the log says which."
# None in 25 hours, the longest that a log may be looked back on, and still none an hour later.
policy "no finished run in 26 hours" \
  "(sum(increase(${log}_finished${job}[25h])) or vector(0)) < 1" 3600s \
  "Is the schedule paused, does it fail (Cloud Scheduler shows its last attempt), or does each execution run out of time?"

if [ -z "${DRY_RUN:-}" ]; then
  id="$(gcloud --quiet --project "$PROJECT" iam service-accounts describe "$JOB" --format='value(uniqueId)')"
  printf 'An administrator of the domain allows this client: %s\n' "$id"
fi
printf 'with these scopes: %s\n' \
  "https://www.googleapis.com/auth/calendar.events,https://www.googleapis.com/auth/drive.file"
