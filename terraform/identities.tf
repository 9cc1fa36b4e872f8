# Each function acts as an account of its own, which may do what its deploy.json says and nothing else.

resource "google_service_account" "function" {
  for_each     = local.functions
  account_id   = "fn-${each.key}"
  display_name = "Function ${each.key}"
  depends_on   = [google_project_service.this]

  lifecycle {
    precondition {
      condition     = length(each.key) <= 27
      error_message = "functions/${each.key}: a function's name has at most 27 characters, since its account is called fn-NAME and has 30."
    }
  }
}

locals {
  publishers = merge([
    for name, it in local.functions : { for topic in concat(it.publishes, it.announces) : "${name}.${topic}" => { function = name, topic = topic } }
  ]...)
  bucket_users = merge([
    for name, it in local.functions : { for bucket, level in it.buckets : "${name}.${bucket}" => { function = name, bucket = bucket, level = level } }
  ]...)
  dataset_users = merge([
    for name, it in local.functions : { for dataset, level in it.datasets : "${name}.${dataset}" => { function = name, dataset = dataset, level = level } }
  ]...)
  secret_readers = merge([
    for name, it in local.functions : { for secret in it.secrets : "${name}.${secret}" => { function = name, secret = secret } }
  ]...)
}

resource "google_pubsub_topic_iam_member" "publisher" {
  for_each = local.publishers
  topic    = google_pubsub_topic.this[each.value.topic].name
  role     = "roles/pubsub.publisher"
  member   = google_service_account.function[each.value.function].member
}

resource "google_storage_bucket_iam_member" "function" {
  for_each = local.bucket_users
  bucket   = google_storage_bucket.this[each.value.bucket].name
  role     = each.value.level == "write" ? "roles/storage.objectUser" : "roles/storage.objectViewer"
  member   = google_service_account.function[each.value.function].member
}

resource "google_bigquery_dataset_iam_member" "function" {
  for_each   = local.dataset_users
  dataset_id = google_bigquery_dataset.this[each.value.dataset].dataset_id
  role       = each.value.level == "write" ? "roles/bigquery.dataEditor" : "roles/bigquery.dataViewer"
  member     = google_service_account.function[each.value.function].member
}

# Jobs belong to the project, not to a dataset; without a right on a dataset they can read nothing.
resource "google_project_iam_member" "query" {
  for_each = { for name, it in local.functions : name => it if length(it.datasets) > 0 }
  project  = var.project_id
  role     = "roles/bigquery.jobUser"
  member   = google_service_account.function[each.key].member
}

resource "google_project_iam_member" "documents" {
  for_each = { for name, it in local.functions : name => it if it.documents }
  project  = var.project_id
  role     = "roles/datastore.user"
  member   = google_service_account.function[each.key].member

  # Firestore has no rights by collection: the narrowest there is is one database.
  condition {
    title      = "the database of Terrain"
    expression = "resource.name == \"projects/${var.project_id}/databases/${google_firestore_database.documents.name}\""
  }
}

resource "google_secret_manager_secret_iam_member" "function" {
  for_each  = local.secret_readers
  secret_id = google_secret_manager_secret.this[each.value.secret].id
  role      = "roles/secretmanager.secretAccessor"
  member    = google_service_account.function[each.value.function].member
}

# Traces and counts belong to the project; these roles write and read nothing.
resource "google_project_iam_member" "telemetry" {
  for_each = var.traces ? {
    for pair in setproduct(keys(local.functions), ["roles/telemetry.tracesWriter", "roles/telemetry.metricsWriter"]) :
    "${pair[0]} ${pair[1]}" => { function = pair[0], role = pair[1] }
  } : {}
  project = var.project_id
  role    = each.value.role
  member  = google_service_account.function[each.value.function].member
}
