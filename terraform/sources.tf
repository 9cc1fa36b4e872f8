# The code of each function: an archive of what `npm run build` made, under a name that carries its hash, so that only
# functions whose code changed are built again, and an older revision's archive stays for a roll back.

data "archive_file" "source" {
  for_each    = local.functions
  type        = "zip"
  source_dir  = "${path.module}/${var.sources_folder}/${each.key}"
  output_path = "${path.module}/.archives/${each.key}.zip"
}

resource "google_storage_bucket" "sources" {
  name                        = "${local.bucket_prefix}function-sources"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = true # it holds nothing but what the repository can make again
  depends_on                  = [google_project_service.this]

  # An archive that a newer one replaced is deleted by Terraform: it stays as a noncurrent version.
  versioning {
    enabled = true
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      days_since_noncurrent_time = 90
    }
  }
}

resource "google_storage_bucket_object" "source" {
  for_each = local.functions
  name     = "${each.key}/${data.archive_file.source[each.key].output_sha256}.zip"
  bucket   = google_storage_bucket.sources.name
  source   = data.archive_file.source[each.key].output_path
}

# The images that Cloud Build makes of them.
resource "google_artifact_registry_repository" "functions" {
  repository_id = "functions"
  location      = var.region
  format        = "DOCKER"
  description   = "Images of the functions, made by Cloud Build."
  depends_on    = [google_project_service.this]

  cleanup_policies {
    id     = "keep-the-latest"
    action = "KEEP"
    most_recent_versions {
      keep_count = 3
    }
  }

  cleanup_policies {
    id     = "delete-old-ones"
    action = "DELETE"
    condition {
      older_than = "2592000s" # 30 days
    }
  }
}

# Who builds: not the default account, which many organisations give no rights and others too many.
resource "google_service_account" "builder" {
  account_id   = "function-builder"
  display_name = "Builds the functions' images"
  depends_on   = [google_project_service.this]
}

resource "google_artifact_registry_repository_iam_member" "builder" {
  location   = google_artifact_registry_repository.functions.location
  repository = google_artifact_registry_repository.functions.name
  role       = "roles/artifactregistry.writer"
  member     = google_service_account.builder.member
}

resource "google_storage_bucket_iam_member" "builder" {
  bucket = google_storage_bucket.sources.name
  role   = "roles/storage.objectViewer"
  member = google_service_account.builder.member
}

resource "google_project_iam_member" "builder_logs" {
  project = var.project_id
  role    = "roles/logging.logWriter"
  member  = google_service_account.builder.member
}
