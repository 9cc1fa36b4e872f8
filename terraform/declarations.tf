# What the functions' deploy.json files say (shared/host/deploy.ts describes them), in one shape with every default filled
# in. All other files iterate over this: a new function needs no new Terraform.

locals {
  functions_folder = "${path.module}/${var.functions_folder}"

  declared = {
    for file in fileset(local.functions_folder, "*/deploy.json") :
    dirname(file) => jsondecode(file("${local.functions_folder}/${file}"))
  }

  functions = {
    for name, declared in local.declared : name => {
      description     = declared.description
      why             = declared.why
      is_http         = declared.trigger.kind == "http"
      hears           = try(declared.trigger.topics, [])
      keeps_dead      = try(declared.trigger.deadLetters, false)
      public_because  = try(declared.trigger.publicBecause, null)
      object_events   = try(declared.trigger.objects, [])
      publishes       = try(declared.publishes, [])
      announces       = try(declared.announces, [])
      schedules       = try(declared.schedules, [])
      memory          = declared.memory
      cpu             = declared.cpu
      timeout_seconds = declared.timeoutSeconds
      concurrency     = declared.concurrency
      max_instances   = declared.maxInstances
      attempts        = try(declared.retry.attempts, 8)
      min_backoff     = try(declared.retry.minBackoffSeconds, 1)
      max_backoff     = try(declared.retry.maxBackoffSeconds, 60)
      secrets         = try(declared.secrets, [])
      environment     = try(declared.environment, [])
      documents       = try(declared.access.documents, false)
      buckets         = try(declared.access.buckets, {})
      datasets        = try(declared.access.datasets, {})
    }
  }

  listeners   = { for name, it in local.functions : name => it if !it.is_http }
  web         = { for name, it in local.functions : name => it if it.is_http }
  dead_topics = { for name in keys(local.functions) : name => "dead-${name}" }

  # "bucket/prefix" => the topic on which Cloud Storage announces each new object whose name begins so.
  object_events = merge([
    for name, it in local.functions : { for event in it.object_events : "${event.bucket}/${event.prefix}" => event }
  ]...)

  # Every topic that is heard, published on, announced on or scheduled; the dead-letter topics are made beside them.
  heard = toset(flatten([for it in local.functions : it.hears]))
  published = toset(concat(
    flatten([for it in local.functions : concat(it.publishes, [for event in it.object_events : event.topic])]),
    [for schedule in local.schedules : schedule.topic],
  ))
  announced = toset(flatten([for it in local.functions : it.announces]))
  topics    = setunion(local.heard, local.published, local.announced)

  # "function.topic" => who hears what. Whoever keeps dead letters hears those of every other function that has messages.
  subscriptions = merge(
    {
      for pair in flatten([for name, it in local.listeners : [for topic in it.hears : { function = name, topic = topic }]]) :
      "${pair.function}.${pair.topic}" => pair
    },
    {
      for pair in flatten([
        for name, it in local.listeners : [
          for other, _ in local.listeners : { function = name, topic = local.dead_topics[other] } if other != name
        ] if it.keeps_dead
      ]) : "${pair.function}.${pair.topic}" => pair
    },
  )

  # Those of deploy.json, and those that files of another kind declare, such as exports (`npm run terraform:data`).
  schedules = merge(concat(
    [for name, it in local.functions : { for schedule in it.schedules : "${name}.${schedule.name}" => schedule }],
    [{ for schedule in jsondecode(file("${path.module}/generated/schedules.json")) : "${schedule.function}.${schedule.name}" => schedule if contains(keys(local.functions), schedule.function) }],
  )...)

  secrets  = toset(flatten([for it in local.functions : it.secrets]))
  buckets  = toset(flatten([for it in local.functions : keys(it.buckets)]))
  datasets = toset(concat(flatten([for it in local.functions : keys(it.datasets)]), [for table in local.tables : table.dataset]))
}
