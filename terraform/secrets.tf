# Only the names. Values are added by a person (docs/deploy.md): they never pass through Terraform or its state.

resource "google_secret_manager_secret" "this" {
  for_each   = local.secrets
  secret_id  = each.key
  depends_on = [google_project_service.this]

  replication {
    user_managed {
      replicas {
        location = var.region
      }
    }
  }
}
