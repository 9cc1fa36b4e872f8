# The buckets that functions name in deploy.json, each under the project's own prefix, since bucket names are the world's.

locals {
  bucket_prefix = "${var.project_id}-"

  # Objects older than this are deleted, in days. The function purge-expired deletes sooner; this catches what it missed.
  # Photos are not here: one that was not delivered yet is never too old.
  delete_after_days = { portal-tables = 45, imports = 105, exports = 105 }
  # Old versions are kept, so that a wrong upload can be undone.
  versioned = ["recipes"]
}

resource "google_storage_bucket" "this" {
  for_each                    = local.buckets
  name                        = "${local.bucket_prefix}${each.key}"
  location                    = var.region
  uniform_bucket_level_access = true
  public_access_prevention    = "enforced"
  force_destroy               = !var.protect_data
  depends_on                  = [google_project_service.this]

  # Deleted means deleted: these are photos of people's homes.
  soft_delete_policy {
    retention_duration_seconds = 0
  }

  versioning {
    enabled = contains(local.versioned, each.key)
  }

  lifecycle_rule {
    action {
      type = "AbortIncompleteMultipartUpload"
    }
    condition {
      age = 2
    }
  }

  lifecycle_rule {
    action {
      type = "Delete"
    }
    condition {
      days_since_noncurrent_time = 90
    }
  }

  dynamic "lifecycle_rule" {
    for_each = contains(keys(local.delete_after_days), each.key) ? [local.delete_after_days[each.key]] : []
    content {
      action {
        type = "Delete"
      }
      condition {
        age = lifecycle_rule.value
      }
    }
  }
}
