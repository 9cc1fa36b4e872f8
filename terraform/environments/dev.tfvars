# Values only; what they mean is in variables.tf. project_id and alert_email are given by whoever applies (docs/deploy.md).
environment      = "dev"
protect_data     = false
schedules_paused = true # started by hand, so that a portal is not asked twice for nothing
log_level        = "debug"

settings = {
  PORTAL_RECIPE         = "object:recipes/portal.yaml"
  INTERVENTIONS_API_URL = "https://api.example.com/test/interventions"
  PHOTO_DATA_API_URL    = "https://api.example.com/test/photo-data"
  PHOTO_API_URL         = "https://api.example.com/test/photos"
  PHOTO_RETENTION_DAYS  = "7"
}
