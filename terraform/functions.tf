locals {
  # What every function gets.
  common_environment = {
    TERRAIN_CLOUD        = "google"
    GOOGLE_CLOUD_PROJECT = var.project_id
    BUCKET_PREFIX        = local.bucket_prefix
    FIRESTORE_DATABASE   = google_firestore_database.documents.name
    BIGQUERY_LOCATION    = var.bigquery_location
    MAXIMUM_BYTES_BILLED = tostring(var.maximum_bytes_billed)
    TZ_BUSINESS          = var.tz_business
    LOG_LEVEL            = var.log_level
    # Empty counts as absent: nothing is told to anybody.
    OTEL_EXPORTER_OTLP_ENDPOINT = var.traces ? "https://telemetry.googleapis.com" : ""
  }

  # What each asks for.
  own_environment = {
    for name, it in local.functions : name => {
      for variable in it.environment : variable => var.settings[variable] if contains(keys(var.settings), variable)
    }
  }

  # Secrets by reference: the platform reads the latest version when an instance starts. The function would need a second
  # for it, with a client of its own. Secrets that are no variable (a portal's recipe names them) are read when they are used.
  secret_environment = {
    for name, it in local.functions : name => setintersection(it.environment, it.secrets)
  }
}

resource "google_cloudfunctions2_function" "this" {
  for_each    = local.functions
  name        = each.key
  location    = var.region
  description = each.value.description

  build_config {
    runtime           = "nodejs24"
    entry_point       = each.key
    service_account   = google_service_account.builder.id
    docker_repository = google_artifact_registry_repository.functions.id

    source {
      storage_source {
        bucket = google_storage_bucket.sources.name
        object = google_storage_bucket_object.source[each.key].name
      }
    }
  }

  service_config {
    service_account_email            = google_service_account.function[each.key].email
    available_memory                 = each.value.memory
    available_cpu                    = tostring(each.value.cpu)
    timeout_seconds                  = each.value.timeout_seconds
    min_instance_count               = 0
    max_instance_count               = each.value.max_instances
    max_instance_request_concurrency = each.value.concurrency
    # Pub/Sub of the same project counts as inside.
    ingress_settings               = each.value.is_http ? "ALLOW_ALL" : "ALLOW_INTERNAL_ONLY"
    all_traffic_on_latest_revision = true
    environment_variables          = merge(local.common_environment, local.own_environment[each.key])

    dynamic "secret_environment_variables" {
      for_each = local.secret_environment[each.key]

      content {
        key        = secret_environment_variables.value
        project_id = var.project_id
        secret     = google_secret_manager_secret.this[secret_environment_variables.value].secret_id
        version    = "latest"
      }
    }
  }

  lifecycle {
    precondition {
      condition     = each.value.cpu >= 1 || each.value.concurrency == 1
      error_message = "functions/${each.key}/deploy.json: less than one CPU serves one message at a time."
    }
  }

  # A function starts with everything it may ask for at hand: its rights, its secrets' names, its indexes.
  depends_on = [
    google_project_iam_member.documents,
    google_project_iam_member.query,
    google_project_iam_member.builder_logs,
    google_artifact_registry_repository_iam_member.builder,
    google_storage_bucket_iam_member.builder,
    google_storage_bucket_iam_member.function,
    google_bigquery_dataset_iam_member.function,
    google_secret_manager_secret_iam_member.function,
    google_pubsub_topic_iam_member.publisher,
    google_firestore_index.this,
  ]
}
