"""What exactly is asked of Drive, and how a search is put into words."""

import pytest

from sync.google.drive import has_property
from tests.google.conftest import FILES, Wire


class TestDrive:
    def test_a_search_covers_shared_drives_and_begins_with_the_oldest(self, wire: Wire) -> None:
        wire.answer("GET", FILES, json={"files": [{"id": "b", "createdTime": "2025-02-01"}]})
        wire.google.drive.find("trashed = false")
        query = wire.query()
        fields = query.pop("fields")

        assert query == {
            "alt": "json",
            "includeItemsFromAllDrives": "true",
            "orderBy": "createdTime",
            "pageSize": "1000",
            "prettyPrint": "false",
            "q": "trashed = false",
            "spaces": "drive",
            "supportsAllDrives": "true",
        }
        assert fields == (
            "nextPageToken,files(id,name,mimeType,createdTime,trashed,properties,"
            "owners(emailAddress,me),parents,ownedByMe,shared,driveId,webViewLink)"
        )

    def test_files_come_from_all_pages_the_oldest_first(self, wire: Wire) -> None:
        young = {"id": "young", "createdTime": "2025-03-01T00:00:00Z"}
        old = {"id": "old", "createdTime": "2024-01-01T00:00:00Z"}
        wire.answer("GET", FILES, json={"files": [young], "nextPageToken": "2"})
        wire.answer("GET", FILES, json={"files": [old]})

        assert wire.google.drive.find("x") == [old, young]

    def test_a_file_comes_with_who_can_open_it(self, wire: Wire) -> None:
        file = {"id": "F", "permissions": [{"id": "1", "type": "user"}]}
        wire.answer("GET", f"{FILES}/F", json=file)

        assert wire.google.drive.file("F") == file
        assert "permissions(id,type,role,emailAddress,domain" in wire.query()["fields"]
        assert len(wire.asked) == 1

    def test_on_a_shared_drive_who_can_open_it_is_listed(self, wire: Wire) -> None:
        wire.answer("GET", f"{FILES}/F", json={"id": "F", "driveId": "D"})
        wire.answer(
            "GET",
            f"{FILES}/F/permissions",
            json={"permissions": [{"id": "1"}], "nextPageToken": "2"},
        )
        wire.answer("GET", f"{FILES}/F/permissions", json={"permissions": [{"id": "2"}]})

        assert wire.google.drive.file("F") == {
            "id": "F",
            "driveId": "D",
            "permissions": [{"id": "1"}, {"id": "2"}],
        }
        assert wire.query()["supportsAllDrives"] == "true"
        assert "emailAddress" in wire.query()["fields"]

    def test_who_can_open_it_stays_unknown_where_it_may_not_be_seen(self, wire: Wire) -> None:
        wire.answer("GET", f"{FILES}/F", json={"id": "F"})

        assert wire.google.drive.file("F") == {"id": "F"}

    def test_a_document_is_made_marked_placed_and_hidden_in_one_call(self, wire: Wire) -> None:
        wire.answer("POST", FILES, json={"id": "new"})
        made = wire.google.drive.create_document(
            name="Ann / Bob", properties={"oneonone": "agenda"}, parent="FOLDER"
        )

        assert made == {"id": "new"}
        assert wire.query()["ignoreDefaultVisibility"] == "true"
        assert wire.body() == {
            "name": "Ann / Bob",
            "mimeType": "application/vnd.google-apps.document",
            "properties": {"oneonone": "agenda"},
            "parents": ["FOLDER"],
        }

    def test_without_a_folder_a_document_is_made_where_google_puts_it(self, wire: Wire) -> None:
        wire.answer("POST", FILES, json={"id": "new"})
        wire.google.drive.create_document(name="N", properties={}, parent=None)

        assert "parents" not in wire.body()

    def test_properties_are_set_and_taken_away(self, wire: Wire) -> None:
        wire.answer("PATCH", f"{FILES}/F", json={"id": "F"})
        wire.google.drive.update_properties("F", {"keep": "1", "gone": None})

        assert wire.body() == {"properties": {"keep": "1", "gone": None}}

    def test_trashing_is_no_deleting(self, wire: Wire) -> None:
        wire.answer("PATCH", f"{FILES}/F", json={"id": "F"})
        wire.google.drive.trash("F")

        assert wire.body() == {"trashed": True}

    @pytest.mark.parametrize("notify", [False, True])
    def test_sharing_mails_only_when_told_to(self, notify: bool, wire: Wire) -> None:
        wire.answer("POST", f"{FILES}/F/permissions", json={"id": "1"})
        wire.google.drive.share("F", email="bob@example.com", notify=notify)

        assert wire.query()["sendNotificationEmail"] == str(notify).lower()
        assert wire.body() == {"type": "user", "role": "writer", "emailAddress": "bob@example.com"}

    @pytest.mark.parametrize(
        "content_type", ["text/markdown", "text/markdown; charset=ISO-8859-1", "text/plain"]
    )
    def test_an_export_is_utf_8_whatever_its_header_says(
        self, content_type: str, wire: Wire
    ) -> None:
        text = "- [x] ~~Read the runbook 📘~~  \n- [ ] Grüße\n"
        wire.answer("GET", f"{FILES}/F/export", body=text.encode(), content_type=content_type)

        assert wire.google.drive.export_markdown("F") == text
        assert wire.query()["mimeType"] == "text/markdown"

    def test_an_export_loses_its_byte_order_mark_and_no_more(self, wire: Wire) -> None:
        wire.answer("GET", f"{FILES}/F/export", body=b"\xef\xbb\xbf- [x] a\xff\r\n")

        assert wire.google.drive.export_markdown("F") == "- [x] a\ufffd\r\n"

    def test_an_empty_document_has_an_empty_export(self, wire: Wire) -> None:
        wire.answer("GET", f"{FILES}/F/export", body=b"")

        assert wire.google.drive.export_markdown("F") == ""

    def test_comments_are_read_for_what_they_quote_not_for_what_they_say(self, wire: Wire) -> None:
        comment = {"id": "1", "quotedFileContent": {"value": "quoted"}}
        wire.answer("GET", f"{FILES}/F/comments", json={"comments": [comment]})

        assert wire.google.drive.comments("F") == [comment]
        assert wire.query()["fields"] == (
            "nextPageToken,comments(id,anchor,resolved,deleted,quotedFileContent(value))"
        )

    def test_the_account_that_is_signed_in_is_known(self, wire: Wire) -> None:
        wire.answer(
            "GET",
            "https://www.googleapis.com/drive/v3/about",
            json={"user": {"emailAddress": "ann@example.com"}},
        )

        assert wire.google.drive.me() == "ann@example.com"


class TestQueries:
    @pytest.mark.parametrize(
        ("value", "written"),
        [
            ("plain", "'plain'"),
            ("it's", "'it\\'s'"),
            ("back\\slash", "'back\\\\slash'"),
            ("\\'", "'\\\\\\''"),
            ("' or trashed = true or name = '", "'\\' or trashed = true or name = \\''"),
            ('ä "q" 📘', "'ä \"q\" 📘'"),
            ("", "''"),
        ],
    )
    def test_a_value_can_not_end_its_quotes(self, value: str, written: str) -> None:
        query = has_property("oneonone-pair", value)

        assert query == f"properties has {{ key='oneonone-pair' and value={written} }}"
