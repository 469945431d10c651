-- Adds jobs to their lanes, to their keys' lines, to the delayed set, or to the parents that wait for children. A job
-- whose id the queue already knows is left as it is.
-- KEYS: prefix
-- ARGV: clock, then per job: id, lane's letter, delay (ms), content (see lanes.lua), links (JSON, see links.lua; or empty)
-- Returns: per job 1 (added), 0 (known already), {2, id} (not added: the job `id` has its deduplication key),
--   {3, id} (added in place of the job `id`)
-- include: clock, jobs, lanes, changes, limiter, keys, links, unstarted, add
local prefix = KEYS[1]
local now = clock(ARGV[1])
local added = {}
for i = 2, #ARGV, 5 do
  added[#added + 1] = add_job(prefix, now, ARGV[i], ARGV[i + 1], ARGV[i + 2], ARGV[i + 3], ARGV[i + 4])
end
tell_changes(prefix)
return added
