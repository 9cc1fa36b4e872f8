output "http_urls" {
  description = "Where the HTTP functions answer."
  value       = { for name, it in local.web : name => google_cloudfunctions2_function.this[name].service_config[0].uri }
}

output "buckets" {
  description = "The buckets' full names, by the names the code uses."
  value       = { for name, bucket in google_storage_bucket.this : name => bucket.name }
}

output "secrets" {
  description = "The secrets that need a value before the first run."
  value       = sort(keys(google_secret_manager_secret.this))
}
