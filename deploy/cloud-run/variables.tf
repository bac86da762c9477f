variable "project" {
  description = "The Google Cloud project that the job runs in, and whose quotas it uses."
  type        = string
}

variable "region" {
  description = "Where the job, its schedule and its secrets are."
  type        = string
  default     = "europe-west1"
}

variable "image" {
  description = "The container image, by digest: REGION-docker.pkg.dev/PROJECT/REPOSITORY/oneonone@sha256:..."
  type        = string
}

variable "config_file" {
  description = "config.toml. Its [company] managers is /lists/managers.txt, its opt_out /opt-out/opt_out.txt."
  type        = string
}

variable "managers_file" {
  description = "The list of managers, one address a line."
  type        = string
}

variable "opt_out_file" {
  description = "The list of people whose 1:1s are left alone, one address a line; it may hold remarks alone."
  type        = string
}

variable "schedule" {
  description = "When the job runs. At weekends too: the alert about a missing run knows no weekends."
  type        = string
  default     = "7 6-18 * * *"
}

variable "time_zone" {
  description = "The time zone of the schedule."
  type        = string
  default     = "Etc/UTC"
}

variable "tasks" {
  description = "How many tasks share the work. One does for a thousand managers: the quota is the limit."
  type        = number
  default     = 1
}

variable "timeout_seconds" {
  description = "How long a task may take: documents that are new or due, divided by 540 a minute, and as much again."
  type        = number
  default     = 3600
}

variable "memory" {
  description = "Memory of a task."
  type        = string
  default     = "1Gi"
}

variable "notify_email" {
  description = "Who is told of failures and of runs that stay away."
  type        = string
}

variable "paused" {
  description = "The brake: the schedule stays, nothing runs."
  type        = bool
  default     = false
}
