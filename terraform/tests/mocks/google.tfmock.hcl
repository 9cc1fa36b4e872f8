# Where a provider checks the form of what another resource gives, a mock's random text would be refused.

mock_resource "google_service_account" {
  defaults = {
    name   = "projects/terrain-test/serviceAccounts/mock@terrain-test.iam.gserviceaccount.com"
    member = "serviceAccount:mock@terrain-test.iam.gserviceaccount.com"
  }
}

mock_resource "google_project_service_identity" {
  defaults = {
    member = "serviceAccount:mock@google.com.iam.gserviceaccount.com"
  }
}

mock_data "google_storage_project_service_account" {
  defaults = {
    member = "serviceAccount:mock@gs-project-accounts.iam.gserviceaccount.com"
  }
}
