# Who may call the HTTP functions. Public ones check a token of their own, and their deploy.json says why they are public.

resource "google_cloud_run_v2_service_iam_member" "public" {
  for_each = { for name, it in local.web : name => it if it.public_because != null }
  name     = google_cloudfunctions2_function.this[each.key].name
  location = var.region
  role     = "roles/run.invoker"
  member   = "allUsers"
}

resource "google_cloud_run_v2_service_iam_member" "invoker" {
  for_each = {
    for pair in setproduct([for name, it in local.web : name if it.public_because == null], var.http_invokers) :
    "${pair[0]} ${pair[1]}" => { function = pair[0], member = pair[1] }
  }
  name     = google_cloudfunctions2_function.this[each.value.function].name
  location = var.region
  role     = "roles/run.invoker"
  member   = each.value.member
}
