# Values only; what they mean is in variables.tf. project_id, alert_email and budget are given by whoever applies (docs/deploy.md).
environment = "prod"

settings = {
  PORTAL_RECIPE         = "object:recipes/portal.yaml"
  INTERVENTIONS_API_URL = "https://api.example.com/interventions"
  PHOTO_DATA_API_URL    = "https://api.example.com/photo-data"
  PHOTO_API_URL         = "https://api.example.com/photos"
}
