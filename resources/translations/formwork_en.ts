<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Formwork</name>
    <message numerus="yes">
        <source>Its %n secret(s) were not kept with the saved values. Please type them again.</source>
        <translation>
            <numerusform>Its secret was not kept with the saved values. Please type it again.</numerusform>
            <numerusform>Its %n secrets were not kept with the saved values. Please type them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Kept without %n secret(s); saved run asks for them with --input.</source>
        <translation>
            <numerusform>Kept without a secret; saved run asks for it with --input.</numerusform>
            <numerusform>Kept without %n secrets; saved run asks for them with --input.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) are not valid, so nothing was sent.</source>
        <translation>
            <numerusform>%n row is not valid, so nothing was sent.</numerusform>
            <numerusform>%n rows are not valid, so nothing was sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Row %1 and %n more: %2</source>
        <translation>
            <numerusform>Row %1 and one more: %2</numerusform>
            <numerusform>Row %1 and %n more: %2</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) would be sent.</source>
        <translation>
            <numerusform>%n row would be sent.</numerusform>
            <numerusform>%n rows would be sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s)</source>
        <translation>
            <numerusform>%n request</numerusform>
            <numerusform>%n requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looking at %n thing(s) before anything is deleted: what this batch did not make stays.</source>
        <translation>
            <numerusform>Looking at one thing before anything is deleted: what this batch did not make stays.</numerusform>
            <numerusform>Looking at %n things before anything is deleted: what this batch did not make stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %n of them nothing tells when they were made: what goes by these names now is deleted, whoever made it.</source>
        <translation>
            <numerusform>Of one of them nothing tells when it was made: what goes by its name now is deleted, whoever made it.</numerusform>
            <numerusform>Of %n of them nothing tells when they were made: what goes by these names now is deleted, whoever made it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n thing(s) that batch %1 made</source>
        <translation>
            <numerusform>%n thing that batch %1 made</numerusform>
            <numerusform>%n things that batch %1 made</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the things stay(s), as listed above.</source>
        <translation>
            <numerusform>%n of the things stays, as listed above.</numerusform>
            <numerusform>%n of the things stay, as listed above.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n of the things was (were) gone already.</source>
        <translation>
            <numerusform>%n of the things was gone already.</numerusform>
            <numerusform>%n of the things were gone already.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) were refused. Secret values are left out of the file: enter them again.</source>
        <translation>
            <numerusform>%n row was refused. Secret values are left out of the file: enter them again.</numerusform>
            <numerusform>%n rows were refused. Secret values are left out of the file: enter them again.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The first row succeeded. %n row(s) are left.</source>
        <translation>
            <numerusform>The first row succeeded. %n row is left.</numerusform>
            <numerusform>The first row succeeded. %n rows are left.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n row(s) failed, as many as --stop-after allows.</source>
        <translation>
            <numerusform>%n row failed, as many as --stop-after allows.</numerusform>
            <numerusform>%n rows failed, as many as --stop-after allows.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The row has %n cell(s)</source>
        <translation>
            <numerusform>The row has %n cell</numerusform>
            <numerusform>The row has %n cells</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>it did not end within %n second(s)</source>
        <translation>
            <numerusform>it did not end within %n second</numerusform>
            <numerusform>it did not end within %n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: reached after %n look(s).</source>
        <translation>
            <numerusform>%1: reached after %n look.</numerusform>
            <numerusform>%1: reached after %n looks.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1: not reached after %n look(s). It may still get there; wait again to go on looking.</source>
        <translation>
            <numerusform>%1: not reached after %n look. It may still get there; wait again to go on looking.</numerusform>
            <numerusform>%1: not reached after %n looks. It may still get there; wait again to go on looking.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 shows %n other(s), and not it.</source>
        <translation>
            <numerusform>%1 shows %n other, and not it.</numerusform>
            <numerusform>%1 shows %n others, and not it.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 %n time(s)</source>
        <translation>
            <numerusform>%1 once</numerusform>
            <numerusform>%1 %n times</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>and %n more</source>
        <translation>
            <numerusform>and %n more</numerusform>
            <numerusform>and %n more</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(%n byte(s))</source>
        <translation>
            <numerusform>(%n byte)</numerusform>
            <numerusform>(%n bytes)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n validation error(s) detected: %1</source>
        <translation>
            <numerusform>%n validation error detected: %1</numerusform>
            <numerusform>%n validation errors detected: %1</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more value(s) do not fit the model.</source>
        <translation>
            <numerusform>%n more value do not fit the model.</numerusform>
            <numerusform>%n more values do not fit the model.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n member(s)</source>
        <translation>
            <numerusform>%n member</numerusform>
            <numerusform>%n members</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s)</source>
        <translation>
            <numerusform>%n item</numerusform>
            <numerusform>%n items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n character(s)</source>
        <translation>
            <numerusform>%n character</numerusform>
            <numerusform>%n characters</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n hour(s)</source>
        <translation>
            <numerusform>%n hour</numerusform>
            <numerusform>%n hours</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n minute(s)</source>
        <translation>
            <numerusform>%n minute</numerusform>
            <numerusform>%n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n second(s)</source>
        <translation>
            <numerusform>%n second</numerusform>
            <numerusform>%n seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n (entry|entries)</source>
        <translation>
            <numerusform>%n entry</numerusform>
            <numerusform>%n entries</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>[contents of %1, %2 byte(s)]</source>
        <translation>
            <numerusform>[contents of %1, %2 byte]</numerusform>
            <numerusform>[contents of %1, %2 bytes]</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 byte(s) arrived.</source>
        <translation>
            <numerusform>%1 of %2 byte arrived.</numerusform>
            <numerusform>%1 of %2 bytes arrived.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 byte(s) (is|are) kept in %2.</source>
        <translation>
            <numerusform>%1 byte is kept in %2.</numerusform>
            <numerusform>%1 bytes are kept in %2.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) behind the service&apos;s.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute behind the service&apos;s.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes behind the service&apos;s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>This computer&apos;s clock is %n minute(s) ahead of the service&apos;s.</source>
        <translation>
            <numerusform>This computer&apos;s clock is %n minute ahead of the service&apos;s.</numerusform>
            <numerusform>This computer&apos;s clock is %n minutes ahead of the service&apos;s.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> minute(s)</source>
        <translation>
            <numerusform> minute</numerusform>
            <numerusform> minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n item(s) (is|are) printed; the service has more. The rest begins at the NextToken of the output: --starting-token.</source>
        <translation>
            <numerusform>%n item is printed; the service has more. The rest begins at the NextToken of the output: --starting-token.</numerusform>
            <numerusform>%n items are printed; the service has more. The rest begins at the NextToken of the output: --starting-token.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 row(s), %3 a second</source>
        <translation>
            <numerusform>%1 of %2 row, %3 a second</numerusform>
            <numerusform>%1 of %2 rows, %3 a second</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The model file %1 is damaged: its gzip data ends or breaks after %2 unpacked byte(s).</source>
        <translation>
            <numerusform>The model file %1 is damaged: its gzip data ends or breaks after %2 unpacked byte.</numerusform>
            <numerusform>The model file %1 is damaged: its gzip data ends or breaks after %2 unpacked bytes.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 second(s)</source>
        <translation>
            <numerusform>%1 second</numerusform>
            <numerusform>%1 seconds</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %n row(s), %2 a second</source>
        <translation>
            <numerusform>%1 of %n row, %2 a second</numerusform>
            <numerusform>%1 of %n rows, %2 a second</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 does not show it among the %n on its first page.</source>
        <translation>
            <numerusform>%1 shows another one than that.</numerusform>
            <numerusform>%1 does not show it among the %n on its first page.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 is not one of the %n value(s) that are known</source>
        <translation>
            <numerusform>%1 is not the value that is known</numerusform>
            <numerusform>%1 is not one of the %n values that are known</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::PracticePanel</name>
    <message numerus="yes">
        <source> minute(s)</source>
        <translation>
            <numerusform> minute</numerusform>
            <numerusform> minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> request(s)</source>
        <translation>
            <numerusform> request</numerusform>
            <numerusform> requests</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>(the next one in %n second(s))</source>
        <translation>
            <numerusform>(the next one in %n second)</numerusform>
            <numerusform>(the next one in %n seconds)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It holds %n resource(s).</source>
        <translation>
            <numerusform>It holds %n resource.</numerusform>
            <numerusform>It holds %n resources.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::answers::TablePage</name>
    <message numerus="yes">
        <source>%n row(s)</source>
        <translation>
            <numerusform>%n row</numerusform>
            <numerusform>%n rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 of %2 row(s)</source>
        <translation>
            <numerusform>%1 of %2 row</numerusform>
            <numerusform>%1 of %2 rows</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::BatchPanel</name>
    <message numerus="yes">
        <source>%1 %2, from %3: %Ln row(s), %4 succeeded, %5 failed, %6 unknown, %7 not sent.</source>
        <translation>
            <numerusform>%1 %2, from %3: %Ln row, %4 succeeded, %5 failed, %6 unknown, %7 not sent.</numerusform>
            <numerusform>%1 %2, from %3: %Ln rows, %4 succeeded, %5 failed, %6 unknown, %7 not sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::CompareDialog</name>
    <message numerus="yes">
        <source>%n (member differs|members differ).</source>
        <translation>
            <numerusform>%n member differs.</numerusform>
            <numerusform>%n members differ.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::FilterBar</name>
    <message numerus="yes">
        <source>%Ln request(s)</source>
        <translation>
            <numerusform>%Ln request</numerusform>
            <numerusform>%Ln requests</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::HistoryModel</name>
    <message numerus="yes">
        <source>%Ln row(s): </source>
        <translation>
            <numerusform>%Ln row: </numerusform>
            <numerusform>%Ln rows: </numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::HistoryPage</name>
    <message numerus="yes">
        <source>%n (request was|requests were) deleted from the history. Nothing changed at AWS.</source>
        <translation>
            <numerusform>%n request was deleted from the history. Nothing changed at AWS.</numerusform>
            <numerusform>%n requests were deleted from the history. Nothing changed at AWS.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::Retrier</name>
    <message numerus="yes">
        <source>Send %n request(s) again?</source>
        <translation>
            <numerusform>Send %n request again?</numerusform>
            <numerusform>Send %n requests again?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) succeeded.</source>
        <translation>
            <numerusform>%n request succeeded.</numerusform>
            <numerusform>%n requests succeeded.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n (request was|requests were) rejected.</source>
        <translation>
            <numerusform>%n request was rejected.</numerusform>
            <numerusform>%n requests were rejected.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) still (has|have) an unknown outcome.</source>
        <translation>
            <numerusform>%n request still has an unknown outcome.</numerusform>
            <numerusform>%n requests still have an unknown outcome.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::history::SelectionPanel</name>
    <message numerus="yes">
        <source>%n request(s) selected</source>
        <translation>
            <numerusform>%n request selected</numerusform>
            <numerusform>%n requests selected</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::many::BatchPage</name>
    <message numerus="yes">
        <source>%Ln row(s) that the service refused are sent once more.</source>
        <translation>
            <numerusform>%Ln row that the service refused is sent once more.</numerusform>
            <numerusform>%Ln rows that the service refused are sent once more.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) are not sent yet. Those of which nobody knows are sent with their own token, where that makes no second one.</source>
        <translation>
            <numerusform>%Ln row is not sent yet. Those of which nobody knows are sent with their own token, where that makes no second one.</numerusform>
            <numerusform>%Ln rows are not sent yet. Those of which nobody knows are sent with their own token, where that makes no second one.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::many::FilePage</name>
    <message numerus="yes">
        <source>%Ln row(s)</source>
        <translation>
            <numerusform>%Ln row</numerusform>
            <numerusform>%Ln rows</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>, JSON objects with %Ln member(s):</source>
        <translation>
            <numerusform>, JSON objects with %Ln member:</numerusform>
            <numerusform>, JSON objects with %Ln members:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source> below the first, which names %Ln column(s):</source>
        <translation>
            <numerusform> below the first, which names %Ln column:</numerusform>
            <numerusform> below the first, which names %Ln columns:</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Reading %1: %Ln row(s)...</source>
        <translation>
            <numerusform>Reading %1: %Ln row...</numerusform>
            <numerusform>Reading %1: %Ln rows...</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::many::RowsPage</name>
    <message numerus="yes">
        <source>And %Ln more like these.</source>
        <translation>
            <numerusform>And one more like these.</numerusform>
            <numerusform>And %Ln more like these.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln row(s) are not valid: edit the cells, or leave the rows out.</source>
        <translation>
            <numerusform>%Ln row is not valid: edit its cells, or leave it out.</numerusform>
            <numerusform>%Ln rows are not valid: edit the cells, or leave the rows out.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Checking %Ln row(s)...</source>
        <translation>
            <numerusform>Checking %Ln row...</numerusform>
            <numerusform>Checking %Ln rows...</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Of %Ln row(s), %1 can be sent.</source>
        <translation>
            <numerusform>Of %Ln row, %1 can be sent.</numerusform>
            <numerusform>Of %Ln rows, %1 can be sent.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::many::RunPage</name>
    <message numerus="yes">
        <source>%Ln request(s) will be sent</source>
        <translation>
            <numerusform>%Ln request will be sent</numerusform>
            <numerusform>%Ln requests will be sent</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Create %Ln...</source>
        <translation>
            <numerusform>&amp;Create %Ln...</numerusform>
            <numerusform>&amp;Create %Ln...</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Send %Ln...</source>
        <translation>
            <numerusform>&amp;Send %Ln...</numerusform>
            <numerusform>&amp;Send %Ln...</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::many::Starting</name>
    <message numerus="yes">
        <source>Send %Ln request(s) to %1?</source>
        <translation>
            <numerusform>Send %Ln request to %1?</numerusform>
            <numerusform>Send %Ln requests to %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Send %Ln</source>
        <translation>
            <numerusform>Send %Ln</numerusform>
            <numerusform>Send %Ln</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::many::UndoDialog</name>
    <message numerus="yes">
        <source>Looking at %Ln thing(s) before anything is deleted: what this batch did not make stays.</source>
        <translation>
            <numerusform>Looking at one thing before anything is deleted: what this batch did not make stays.</numerusform>
            <numerusform>Looking at %Ln things before anything is deleted: what this batch did not make stays.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln thing(s) would be deleted with %1.</source>
        <translation>
            <numerusform>One thing would be deleted with %1.</numerusform>
            <numerusform>%Ln things would be deleted with %1.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln stay(s), for the reason beside it.</source>
        <translation>
            <numerusform>One stays, for the reason beside it.</numerusform>
            <numerusform>%Ln stay, for the reasons beside them.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Delete %Ln thing(s)...</source>
        <translation>
            <numerusform>&amp;Delete one thing...</numerusform>
            <numerusform>&amp;Delete %Ln things...</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln thing(s) in %1?</source>
        <translation>
            <numerusform>Delete one thing in %1?</numerusform>
            <numerusform>Delete %Ln things in %1?</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Delete %Ln thing(s)</source>
        <translation>
            <numerusform>Delete one thing</numerusform>
            <numerusform>Delete %Ln things</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::operation::FollowUp</name>
    <message numerus="yes">
        <source>%n page(s)</source>
        <translation>
            <numerusform>%n page</numerusform>
            <numerusform>%n pages</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 item(s)</source>
        <translation>
            <numerusform>%1 item</numerusform>
            <numerusform>%1 items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 item(s), page %2...</source>
        <translation>
            <numerusform>%1 item, page %2...</numerusform>
            <numerusform>%1 items, page %2...</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s)</source>
        <translation>
            <numerusform>%Ln item</numerusform>
            <numerusform>%Ln items</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln item(s), page %1...</source>
        <translation>
            <numerusform>%Ln item, page %1...</numerusform>
            <numerusform>%Ln items, page %1...</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::operation::ResultView</name>
    <message numerus="yes">
        <source>%n more stand(s) below.</source>
        <translation>
            <numerusform>%n more stands below.</numerusform>
            <numerusform>%n more stand below.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::operation::ReviewView</name>
    <message numerus="yes">
        <source>%n byte(s)</source>
        <translation>
            <numerusform>%n byte</numerusform>
            <numerusform>%n bytes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The contents of %1, %2 byte(s)</source>
        <translation>
            <numerusform>The contents of %1, %2 byte</numerusform>
            <numerusform>The contents of %1, %2 bytes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::CommandPalette</name>
    <message numerus="yes">
        <source>%n note(s)</source>
        <translation>
            <numerusform>%n note</numerusform>
            <numerusform>%n notes</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::HomePage</name>
    <message numerus="yes">
        <source>%n row(s) of %1 have not been sent.</source>
        <translation>
            <numerusform>%n row of %1 has not been sent.</numerusform>
            <numerusform>%n rows of %1 have not been sent.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n request(s) (has|have) an unknown outcome.</source>
        <translation>
            <numerusform>%n request has an unknown outcome.</numerusform>
            <numerusform>%n requests have an unknown outcome.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Retry %n safely</source>
        <translation>
            <numerusform>Retry %n safely</numerusform>
            <numerusform>Retry %n safely</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 service(s)</source>
        <translation>
            <numerusform>%1 service</numerusform>
            <numerusform>%1 services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 operation(s)</source>
        <translation>
            <numerusform>%1 operation</numerusform>
            <numerusform>%1 operations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::MainWindow</name>
    <message numerus="yes">
        <source>Quit while %n request(s) (is|are) being sent?</source>
        <translation>
            <numerusform>Quit while %n request is being sent?</numerusform>
            <numerusform>Quit while %n requests are being sent?</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::PracticePage</name>
    <message numerus="yes">
        <source>%1, %n thing(s)</source>
        <translation>
            <numerusform>%1, %n thing</numerusform>
            <numerusform>%1, %n things</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>It holds %n thing(s).</source>
        <translation>
            <numerusform>It holds %n thing.</numerusform>
            <numerusform>It holds %n things.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The newest %n thing(s) of what was created here.</source>
        <translation>
            <numerusform>The newest thing of what was created here.</numerusform>
            <numerusform>The newest %n things of what was created here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::ServicesPage</name>
    <message numerus="yes">
        <source>%1 · %n operation(s) · API version %2 · %3</source>
        <translation>
            <numerusform>%1 · %n operation · API version %2 · %3</numerusform>
            <numerusform>%1 · %n operations · API version %2 · %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::TopBar</name>
    <message numerus="yes">
        <source>History, %n request(s) with an unknown outcome</source>
        <translation>
            <numerusform>History, %n request with an unknown outcome</numerusform>
            <numerusform>History, %n requests with an unknown outcome</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::AccountSwitcher</name>
    <message numerus="yes">
        <source>None of %n account(s) matches “%1”.</source>
        <translation>
            <numerusform>The only account does not match “%1”.</numerusform>
            <numerusform>None of %n accounts matches “%1”.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::FirstStartPage</name>
    <message numerus="yes">
        <source>%n account(s) (was|were) found on this computer. Nothing has been asked of AWS yet.</source>
        <translation>
            <numerusform>%n account was found on this computer. Nothing has been asked of AWS yet.</numerusform>
            <numerusform>%n accounts were found on this computer. Nothing has been asked of AWS yet.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::MfaDialog</name>
    <message numerus="yes">
        <source>%n second(s) until the next code</source>
        <translation>
            <numerusform>%n second until the next code</numerusform>
            <numerusform>%n seconds until the next code</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The code that the device shows now has been used, and each works once. Wait for the next one: %n second(s).</source>
        <translation>
            <numerusform>The code that the device shows now has been used, and each works once. Wait for the next one: %n second.</numerusform>
            <numerusform>The code that the device shows now has been used, and each works once. Wait for the next one: %n seconds.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>The next code comes in %n second(s).</source>
        <translation>
            <numerusform>The next code comes in %n second.</numerusform>
            <numerusform>The next code comes in %n seconds.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::NetworkPanel</name>
    <message numerus="yes">
        <source>As usual: %n second(s)</source>
        <translation>
            <numerusform>As usual: %n second</numerusform>
            <numerusform>As usual: %n seconds</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::accounts::PortalPage</name>
    <message numerus="yes">
        <source>%n account(s) so far, more are coming...</source>
        <translation>
            <numerusform>%n account so far, more are coming...</numerusform>
            <numerusform>%n accounts so far, more are coming...</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n account(s). Open one to see your roles in it, and tick those that you want here.</source>
        <translation>
            <numerusform>%n account. Open it to see your roles in it, and tick those that you want here.</numerusform>
            <numerusform>%n accounts. Open one to see your roles in it, and tick those that you want here.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>&amp;Add %n account(s)</source>
        <translation>
            <numerusform>&amp;Add %n account</numerusform>
            <numerusform>&amp;Add %n accounts</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Looked for roles in %n account(s) so far...</source>
        <translation>
            <numerusform>Looked for roles in %n account so far...</numerusform>
            <numerusform>Looked for roles in %n accounts so far...</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::preferences::GuidesPage</name>
    <message numerus="yes">
        <source>%n guide(s), all used.</source>
        <translation>
            <numerusform>One guide, and it is used.</numerusform>
            <numerusform>%n guides, all used.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n guide(s) cannot be used; below each stands why.</source>
        <translation>
            <numerusform>One guide cannot be used; below it stands why.</numerusform>
            <numerusform>%n guides cannot be used; below each stands why.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::preferences::PreferencesDialog</name>
    <message numerus="yes">
        <source>After %n minute(s)</source>
        <translation>
            <numerusform>After %n minute</numerusform>
            <numerusform>After %n minutes</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n day(s)</source>
        <translation>
            <numerusform>%n day</numerusform>
            <numerusform>%n days</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::forms::DoorEditor</name>
    <message numerus="yes">
        <source>%n value(s)</source>
        <translation>
            <numerusform>%n value</numerusform>
            <numerusform>%n values</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::forms::FieldGroup</name>
    <message numerus="yes">
        <source>Add a field (%n more)</source>
        <translation>
            <numerusform>Add a field (%n more)</numerusform>
            <numerusform>Add a field (%n more)</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n more field(s) can be filled in.</source>
        <translation>
            <numerusform>One more field can be filled in.</numerusform>
            <numerusform>%n more fields can be filled in.</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>Advanced (%n field(s))</source>
        <translation>
            <numerusform>Advanced (%n field)</numerusform>
            <numerusform>Advanced (%n fields)</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::forms::FormView</name>
    <message numerus="yes">
        <source>Removed: %1, %n value(s).</source>
        <translation>
            <numerusform>Removed: %1, %n value.</numerusform>
            <numerusform>Removed: %1, %n values.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::operation::SidePanel</name>
    <message numerus="yes">
        <source>... and %1 more character(s), which (is|are) sent and not shown here.</source>
        <translation>
            <numerusform>... and %1 more character, which is sent and not shown here.</numerusform>
            <numerusform>... and %1 more characters, which are sent and not shown here.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::AboutDialog</name>
    <message numerus="yes">
        <source>%1 service(s)</source>
        <translation>
            <numerusform>%1 service</numerusform>
            <numerusform>%1 services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 operation(s)</source>
        <translation>
            <numerusform>%1 operation</numerusform>
            <numerusform>%1 operations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::shell::ServiceListModel</name>
    <message numerus="yes">
        <source>%1 operation(s), API version %2
from %3</source>
        <translation>
            <numerusform>%1 operation, API version %2
from %3</numerusform>
            <numerusform>%1 operations, API version %2
from %3</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::preferences::ModelsPage</name>
    <message numerus="yes">
        <source>%1 service(s)</source>
        <translation>
            <numerusform>%1 service</numerusform>
            <numerusform>%1 services</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%1 operation(s)</source>
        <translation>
            <numerusform>%1 operation</numerusform>
            <numerusform>%1 operations</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>formwork::forms::FileEditor</name>
    <message numerus="yes">
        <source>%1 byte(s)</source>
        <translation>
            <numerusform>%1 byte</numerusform>
            <numerusform>%1 bytes</numerusform>
        </translation>
    </message>
</context>
</TS>
