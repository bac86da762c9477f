locals {
  # The lines of this job and no others.
  lines = "resource.type=\"cloud_run_job\" AND resource.labels.job_name=\"${local.name}\""

  # The metrics as PromQL names them.
  series = {
    finished         = "logging_googleapis_com:user_${google_logging_metric.finished.name}{monitored_resource=\"cloud_run_job\"}"
    managers_failed  = "logging_googleapis_com:user_${google_logging_metric.managers_failed.name}{monitored_resource=\"cloud_run_job\"}"
    execution_failed = "run_googleapis_com:job_completed_execution_count{monitored_resource=\"cloud_run_job\",job_name=\"${local.name}\",result=\"failed\"}"
  }
}

resource "google_logging_metric" "finished" {
  name        = "${local.name}_finished"
  description = "Tasks that came to their end."
  filter      = "${local.lines} AND jsonPayload.message=\"company.finished\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }

  depends_on = [google_project_service.used]
}

resource "google_logging_metric" "managers_failed" {
  name        = "${local.name}_managers_failed"
  description = "Managers that could not have their turn."
  filter      = "${local.lines} AND jsonPayload.message=\"company.manager_failed\""

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "INT64"
  }

  depends_on = [google_project_service.used]
}

resource "google_logging_metric" "wrote" {
  name            = "${local.name}_wrote"
  description     = "Documents that a task wrote."
  filter          = "${local.lines} AND jsonPayload.message=\"company.finished\""
  value_extractor = "EXTRACT(jsonPayload.wrote)"

  metric_descriptor {
    metric_kind = "DELTA"
    value_type  = "DISTRIBUTION"
    unit        = "1"
  }

  bucket_options {
    exponential_buckets {
      num_finite_buckets = 16
      growth_factor      = 2
      scale              = 1
    }
  }

  depends_on = [google_project_service.used]
}

resource "google_monitoring_notification_channel" "email" {
  display_name = "oneonone"
  type         = "email"

  labels = {
    email_address = var.notify_email
  }

  depends_on = [google_project_service.used]
}

# The alerts are queries in PromQL. They are taken before their metrics are there, which comes some
# minutes after they are made; and they may look back as far as an alert about a log can: 25 hours.
# (An absence of data may be 23.5 hours at most, and so may a threshold's window and its duration.)
resource "google_monitoring_alert_policy" "managers_failed" {
  display_name          = "oneonone: managers could not have their turn"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "a manager failed"

    condition_prometheus_query_language {
      query                     = "sum(increase(${local.series.managers_failed}[1h])) > 0"
      duration                  = "0s"
      evaluation_interval       = "300s"
      disable_metric_validation = true
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "The lines `company.manager_failed` of the job's log name each manager, what is wrong and what mends it. The others had their turn."
  }
}

resource "google_monitoring_alert_policy" "execution_failed" {
  display_name          = "oneonone: an execution failed"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "a failed execution"

    condition_prometheus_query_language {
      query                     = "sum(increase(${local.series.execution_failed}[1h])) > 0"
      duration                  = "0s"
      evaluation_interval       = "300s"
      disable_metric_validation = true
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Exit code 1: trouble that the next run mends by itself, or a task that ran out of time. 2: the configuration. 3: Google does not sign for the service account. The last line of the log says which."
  }

  depends_on = [google_project_service.used]
}

# No finished run in 26 hours: none in 25, the longest that a log may be looked back on, and still
# none an hour later. So whoever sets it up has an hour for the first run.
resource "google_monitoring_alert_policy" "no_run" {
  display_name          = "oneonone: no finished run in 26 hours"
  combiner              = "OR"
  notification_channels = [google_monitoring_notification_channel.email.id]

  conditions {
    display_name = "nothing finished"

    condition_prometheus_query_language {
      query                     = "(sum(increase(${local.series.finished}[25h])) or vector(0)) < 1"
      duration                  = "3600s"
      evaluation_interval       = "300s"
      disable_metric_validation = true
    }
  }

  documentation {
    mime_type = "text/markdown"
    content   = "Is the schedule paused, does it fail (Cloud Scheduler shows its last attempt), or does each execution run out of time?"
  }
}
