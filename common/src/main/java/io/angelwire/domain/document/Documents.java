package io.angelwire.domain.document;

import io.angelwire.domain.page.Position;
import io.angelwire.domain.page.Slice;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.EntityManager;
import jakarta.persistence.Query;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What a user may read of the documents; each is told as its current version. */
@ApplicationScoped
public class Documents {

    private static final int MOST_VERSIONS = 100;

    /**
     * The one rule of who sees a document: {@code d} of the startup {@code s} and perhaps the pitch {@code p}. A draft's
     * documents are its founder's; a startup is visible by its pitches.
     */
    private static final String VISIBLE = """
            d.deleted_at is null
            and (:admin or s.founder_id = :viewer
                 or coalesce(p.status <> 'DRAFT', exists (
                        select 1 from pitches any_pitch
                        where any_pitch.startup_id = s.id and any_pitch.status <> 'DRAFT'))
                    and (d.visibility = 'PUBLIC'
                         or d.visibility = 'INVESTORS' and exists (
                                select 1 from investments i join pitches invested on invested.id = i.pitch_id
                                where invested.startup_id = s.id and i.investor_id = :viewer
                                  and i.status not in ('FAILED', 'CANCELLED', 'REFUNDED'))))
            """;

    private static final String FROM =
            "from documents d join startups s on s.id = d.startup_id left join pitches p on p.id = d.pitch_id\n";

    /** Which pages match is limited before they are ranked: a word that is everywhere must not make us read everything. */
    private static final String SEARCH = """
            with matching as (
                select d.id as document_id, page.version_id, page.number, page.search, q.query
                from websearch_to_tsquery('english', :text) q(query)
                join document_pages page on page.search @@ q.query
                join document_versions v on v.id = page.version_id and v.superseded_at is null
                join documents d on d.id = v.document_id
                join startups s on s.id = d.startup_id
                left join pitches p on p.id = d.pitch_id
                where""" + " " + VISIBLE + """
                limit 10000),
            best as (
                select distinct on (document_id) *, ts_rank(search, query) as rank
                from matching order by document_id, rank desc, number),
            hits as (
                select * from best order by rank desc, document_id desc limit :limit offset :offset)
            select hits.document_id, hits.number,
                   ts_headline('english', page.text, hits.query, :markers)
            from hits join document_pages page on page.version_id = hits.version_id and page.number = hits.number
            order by hits.rank desc, hits.document_id desc
            """;

    private final EntityManager database;

    Documents(EntityManager database) {
        this.database = database;
    }

    /** @return the current version; empty if there is no such document, or not for this viewer */
    public Optional<DocumentVersion> find(Viewer who, UUID documentId) {
        Query query = database.createNativeQuery("select d.id " + FROM + "where d.id = :id and " + VISIBLE)
                .setParameter("id", documentId);
        return load(ids(query, who)).stream().findFirst();
    }

    /** @return empty if there is no such version, or not for this viewer: older ones are the founder's */
    public Optional<DocumentVersion> find(Viewer who, UUID documentId, int number) {
        return find(who, documentId)
                .flatMap(current -> current.number == number
                        ? Optional.of(current)
                        : DocumentVersion.numbered(documentId, number)
                                .filter(version -> version.document.isManagedBy(who)));
    }

    /**
     * @return newest first, the latest hundred, or the current one alone if the document isn't this viewer's; empty if
     *     there is no such document, or not for this viewer
     */
    public Optional<List<DocumentVersion>> versions(Viewer who, UUID documentId) {
        return find(who, documentId)
                .map(current -> current.document.isManagedBy(who)
                        ? DocumentVersion.latest(documentId, MOST_VERSIONS)
                        : List.of(current));
    }

    /**
     * Newest first.
     *
     * @param startupId null for all
     * @param pitchId null for all
     * @param after null for the first page
     */
    public Slice<DocumentVersion> list(Viewer who, UUID startupId, UUID pitchId, Position after, int limit) {
        StringBuilder sql = new StringBuilder("select d.id " + FROM + "where " + VISIBLE);
        sql.append(startupId == null ? "" : " and d.startup_id = :startup");
        sql.append(pitchId == null ? "" : " and d.pitch_id = :pitch");
        sql.append(after == null ? "" : " and (d.created_at, d.id) < (:createdAt, :id)");
        Query query = database.createNativeQuery(sql + " order by d.created_at desc, d.id desc limit :limit")
                .setParameter("limit", limit + 1);
        if (startupId != null) {
            query.setParameter("startup", startupId);
        }
        if (pitchId != null) {
            query.setParameter("pitch", pitchId);
        }
        if (after != null) {
            query.setParameter("createdAt", after.createdAt()).setParameter("id", after.id());
        }
        return Slice.of(
                load(ids(query, who)), limit, version -> new Position(version.document.createdAt, version.document.id));
    }

    /**
     * Documents with pages that match, the best first, each by its best page.
     *
     * @param text as people type it: words, "phrases", or, -without
     * @param offset how many hits to leave out
     */
    public List<SearchHit> search(Viewer who, String text, int offset, int limit) {
        Query query = database.createNativeQuery(SEARCH, Object[].class)
                .setParameter("text", text)
                .setParameter("markers", SearchHit.MARKERS)
                .setParameter("limit", limit)
                .setParameter("offset", offset);
        List<Object[]> rows = as(query, who);
        Map<UUID, DocumentVersion> versions =
                byDocument(rows.stream().map(row -> (UUID) row[0]).toList());
        return rows.stream()
                .filter(row -> versions.containsKey((UUID) row[0]))
                .map(row -> new SearchHit(versions.get((UUID) row[0]), (Integer) row[1], (String) row[2]))
                .toList();
    }

    private static List<DocumentVersion> load(List<UUID> ids) {
        Map<UUID, DocumentVersion> versions = byDocument(ids);
        // One that was deleted between the two queries is left out.
        return ids.stream().map(versions::get).filter(Objects::nonNull).toList();
    }

    private static Map<UUID, DocumentVersion> byDocument(List<UUID> ids) {
        return DocumentVersion.current(ids).stream()
                .collect(Collectors.toMap(version -> version.document.id, Function.identity()));
    }

    private static List<UUID> ids(Query query, Viewer who) {
        return as(query, who);
    }

    @SuppressWarnings("unchecked")
    private static <T> List<T> as(Query query, Viewer who) {
        return query.setParameter("admin", who.admin())
                .setParameter("viewer", who.userId())
                .getResultList();
    }
}
