resource "google_firestore_database" "documents" {
  name        = var.firestore_database
  location_id = var.firestore_location
  type        = "FIRESTORE_NATIVE"

  delete_protection_state           = var.protect_data ? "DELETE_PROTECTION_ENABLED" : "DELETE_PROTECTION_DISABLED"
  deletion_policy                   = var.protect_data ? "ABANDON" : "DELETE"
  point_in_time_recovery_enablement = var.protect_data ? "POINT_IN_TIME_RECOVERY_ENABLED" : "POINT_IN_TIME_RECOVERY_DISABLED"
  depends_on                        = [google_project_service.this]
}

# The composite indexes that the code's queries need: shared/wiring/indexes.ts, written here by `npm run terraform:data`.
resource "google_firestore_index" "this" {
  for_each   = { for index in jsondecode(file("${path.module}/generated/indexes.json")) : "${index.collection}.${join(".", [for field in index.fields : field.path])}" => index }
  database   = google_firestore_database.documents.name
  collection = each.value.collection

  dynamic "fields" {
    for_each = each.value.fields
    content {
      field_path = fields.value.path
      order      = fields.value.direction == "asc" ? "ASCENDING" : "DESCENDING"
    }
  }
}
