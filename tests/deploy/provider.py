"""The names that the google provider of Terraform documents for what deploy/cloud-run uses.

For each resource and block: the required arguments, and the optional ones that are not deprecated.
Only names that its schema has in version 6.50 and its documentation in 6.13 and in 7.45.
"""

ARGUMENTS: dict[str, tuple[str, str]] = {
    "google_cloud_run_v2_job": (
        "location name template",
        (
            "annotations binary_authorization client client_version deletion_protection "
            "labels project"
        ),
    ),
    "google_cloud_run_v2_job.template": (
        "template",
        "annotations labels parallelism task_count",
    ),
    "google_cloud_run_v2_job.template.template": (
        "",
        (
            "containers encryption_key execution_environment max_retries service_account "
            "timeout volumes vpc_access"
        ),
    ),
    "google_cloud_run_v2_job.template.template.containers": (
        "image",
        "args command env name ports resources volume_mounts working_dir",
    ),
    "google_cloud_run_v2_job.template.template.containers.env": (
        "name",
        "value value_source",
    ),
    "google_cloud_run_v2_job.template.template.containers.resources": (
        "",
        "limits",
    ),
    "google_cloud_run_v2_job.template.template.containers.volume_mounts": (
        "mount_path name",
        "",
    ),
    "google_cloud_run_v2_job.template.template.volumes": (
        "name",
        "cloud_sql_instance empty_dir gcs nfs secret",
    ),
    "google_cloud_run_v2_job.template.template.volumes.secret": (
        "secret",
        "default_mode items",
    ),
    "google_cloud_run_v2_job.template.template.volumes.secret.items": (
        "path version",
        "mode",
    ),
    "google_cloud_run_v2_job_iam_member": (
        "member name role",
        "location project",
    ),
    "google_cloud_scheduler_job": (
        "name",
        (
            "app_engine_http_target attempt_deadline description http_target paused project "
            "pubsub_target region retry_config schedule time_zone"
        ),
    ),
    "google_cloud_scheduler_job.http_target": (
        "uri",
        "body headers http_method oauth_token oidc_token",
    ),
    "google_cloud_scheduler_job.http_target.oauth_token": (
        "service_account_email",
        "scope",
    ),
    "google_cloud_scheduler_job.retry_config": (
        "",
        ("max_backoff_duration max_doublings max_retry_duration min_backoff_duration retry_count"),
    ),
    "google_logging_metric": (
        "filter name",
        (
            "bucket_name bucket_options description disabled label_extractors "
            "metric_descriptor project value_extractor"
        ),
    ),
    "google_logging_metric.bucket_options": (
        "",
        "explicit_buckets exponential_buckets linear_buckets",
    ),
    "google_logging_metric.bucket_options.exponential_buckets": (
        "growth_factor num_finite_buckets scale",
        "",
    ),
    "google_logging_metric.metric_descriptor": (
        "metric_kind value_type",
        "display_name labels unit",
    ),
    "google_monitoring_alert_policy": (
        "combiner conditions display_name",
        ("alert_strategy documentation enabled notification_channels project severity user_labels"),
    ),
    "google_monitoring_alert_policy.conditions": (
        "display_name",
        (
            "condition_absent condition_matched_log condition_monitoring_query_language "
            "condition_prometheus_query_language condition_threshold"
        ),
    ),
    "google_monitoring_alert_policy.conditions.condition_prometheus_query_language": (
        "query",
        ("alert_rule disable_metric_validation duration evaluation_interval labels rule_group"),
    ),
    "google_monitoring_alert_policy.documentation": (
        "",
        "content links mime_type subject",
    ),
    "google_monitoring_notification_channel": (
        "type",
        (
            "description display_name enabled force_delete labels project sensitive_labels "
            "user_labels"
        ),
    ),
    "google_project_service": (
        "service",
        "disable_dependent_services disable_on_destroy project",
    ),
    "google_secret_manager_secret": (
        "replication secret_id",
        (
            "annotations expire_time labels project rotation topics ttl version_aliases "
            "version_destroy_ttl"
        ),
    ),
    "google_secret_manager_secret.replication": (
        "",
        "auto user_managed",
    ),
    "google_secret_manager_secret.replication.user_managed": (
        "replicas",
        "",
    ),
    "google_secret_manager_secret.replication.user_managed.replicas": (
        "location",
        "customer_managed_encryption",
    ),
    "google_secret_manager_secret_iam_member": (
        "member role secret_id",
        "condition project",
    ),
    "google_secret_manager_secret_version": (
        "secret",
        "deletion_policy enabled is_secret_data_base64 secret_data",
    ),
    "google_service_account": (
        "account_id",
        "create_ignore_already_exists description disabled display_name project",
    ),
    "google_service_account_iam_member": (
        "member role service_account_id",
        "condition",
    ),
}
