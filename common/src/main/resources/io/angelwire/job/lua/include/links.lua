-- What ties a job to others: its hash's field `links`, JSON, absent for most jobs.
--   key       its limit key
--   dedup, mode (drop, debounce, throttle), ttl (ms)
--             its deduplication key; `dedup:<key>` holds the id of the job that has it
--   parent    {queue, id}: the job that waits for this one; onFailure (fail, ignore, run): what becomes of it if this
--             one fails
--   children  {"queue/id", …}: the jobs that it waits for; kept as the hash's fields `child:<queue>/<id>`, empty until the
--             child has ended, then "<outcome> <result>", and `pending`, how many are empty
local function links_of(prefix, id)
  local links = redis.call('HGET', prefix .. 'job:' .. id, 'links')
  return links and cjson.decode(links)
end

-- Lets a job be taken: by its lane, or, if it has a key, by that key's line.
local function make_ready(prefix, lane, id, job, links)
  if links and links.key then
    line_up(prefix, links.key, lane, id, job)
  else
    add_to_lane(prefix, lane, id, job)
  end
end

-- Leaves a notice for the parent, if there is one; one that was told before ignores it.
local function tell_parent(prefix, links, id, outcome, result)
  if links and links.parent then
    redis.call('XADD', prefix .. 'notices', '*', 'queue', links.parent[1], 'parent', links.parent[2], 'child', id,
      'outcome', outcome, 'result', result, 'policy', links.onFailure or 'fail')
  end
end

-- A job that had ended and is to be run once more: its deduplication key is its own again, unless another job has it.
local function claim_again(prefix, id, links)
  if links and links.dedup and links.mode ~= 'throttle' then
    local key = prefix .. 'dedup:' .. links.dedup
    if redis.call('SETNX', key, id) == 1 and links.ttl then
      redis.call('PEXPIRE', key, links.ttl)
    end
  end
end

-- A job has ended for good: completed, failed or cancelled. Its keys are others', its parent is to be told (by
-- FlowRelay, since the parent's queue may be in another slot).
local function end_links(prefix, id, links, outcome, result)
  if not links then
    return
  end
  if links.key then
    leave_line(prefix, links.key, id)
    free_slot(prefix, links.key, id)
  end
  if links.dedup and links.mode ~= 'throttle' and redis.call('GET', prefix .. 'dedup:' .. links.dedup) == id then
    redis.call('DEL', prefix .. 'dedup:' .. links.dedup)
  end
  tell_parent(prefix, links, id, outcome, result)
end

-- Frees what a limit on active jobs of the whole queue held up.
local function let_others_start(prefix)
  if redis.call('HDEL', prefix .. 'meta', 'full') == 1 then
    wake(prefix, 'concurrency')
  end
end
